"""The duty and tax worksheet (F12): what it reads, and its sections."""
