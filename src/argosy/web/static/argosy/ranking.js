// Re-ranks the markets in the browser while a weight moves, by the formula that comes with the figures. What only draws can tell (rank
// intervals, probabilities, verdicts) is dimmed until the server has answered.
"use strict";
(() => {
  const form = document.getElementById("rank");
  if (!form) return;
  const sliders = () => [...form.querySelectorAll("input[type=range]")];
  const back = form.querySelector("[data-weights-back]");
  const matrix = () => {
    const held = document.getElementById("rank-matrix");
    return held ? JSON.parse(held.textContent) : null;
  };

  function scores(given) {
    const groups = Object.fromEntries(sliders().map((one) => [one.name.slice(2), Number(one.value)]));
    const whole = Object.values(groups).reduce((a, b) => a + b, 0);
    if (!whole) return null;
    const weight = given.indicators.map((one) => (one.share * groups[one.group]) / whole);
    return given.markets.map((row) => ({
      market: row.market,
      score: row.x.reduce((sum, x, k) => sum + weight[k] * (x + given.penalty * row.known[k]), 0) - given.penalty,
    }));
  }

  function rerank() {
    for (const one of sliders()) form.querySelector(`output[for="${one.id}"]`).textContent = `${one.value}%`;
    if (back) back.hidden = sliders().every((one) => one.value === one.dataset.default);
    const given = matrix();
    const body = document.querySelector("#rank-table tbody");
    const found = given && body && scores(given);
    if (!found) return;
    found.sort((a, b) => b.score - a.score || (a.market < b.market ? -1 : 1));
    const rows = new Map([...body.querySelectorAll("tr[data-market]")].map((row) => [row.dataset.market, row]));
    const after = body.querySelector("tr.grp");
    found.forEach((one, at) => {
      const row = rows.get(one.market);
      row.querySelector("[data-rank]").textContent = at + 1;
      row.querySelector("[data-score]").textContent = (one.score * 100).toFixed(0);
      row.classList.toggle("cur", at === 0);
      for (const part of row.querySelectorAll("[data-interval], [data-top], [data-state]")) part.classList.add("dim");
      body.insertBefore(row, after);
    });
    const verdict = document.querySelector("[data-verdict]");
    if (verdict) verdict.classList.add("dim");
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "range") rerank();
  });
  if (back) {
    back.addEventListener("click", () => {
      for (const one of sliders()) one.value = one.dataset.default;
      rerank();
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
})();
