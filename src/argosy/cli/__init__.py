"""The command line: parse, call, show. What a command does lives in the rooms below."""
