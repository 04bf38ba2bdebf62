import { terminalText } from "../../src/base/terminal";

test.each<[what: string, text: string, shown: string]>([
  ["an escape sequence", "a\x1b[2Kb", "a\\u001b[2Kb"],
  ["a carriage return", "a\rb", "a\\u000db"],
  ["a control character of eight bits", "a\x9b2Kb", "a\\u009b2Kb"],
  ["a bidirectional mark", "a\u202eb\u2066c", "a\\u202eb\\u2066c"],
  ["a character without width", "a\u200bb\ufeff", "a\\u200bb\\ufeff"],
  ["a line separator", "a\u2028::error::b", "a\\u2028\\u003a:error::b"],
  ["a tag character", "a\u{e0041}b", "a\\udb40\\udc41b"],
  ["half of a character", "a\ud800b", "a\\ud800b"],
  ["a workflow command", "::error::a", "\\u003a:error::a"],
  [
    "an indented workflow command",
    "a\n \t\u3000::set-output name=a::b",
    "a\n \t\u3000\\u003a:set-output name=a::b",
  ],
  ["an older workflow command", "a ##[error]b", "a \\u0023#[error]b"],
  [
    "a command of Azure Pipelines and of TeamCity",
    "##vso[a]##teamcity[b]",
    "\\u0023#vso[a]\\u0023#teamcity[b]",
  ],
])("%s is shown by its code", (_, text, shown) => {
  expect(terminalText(text)).toBe(shown);
});

test("lines, tabs, addresses of modules, headings and characters of all languages stay", () => {
  const text = "a\n\tb: x::y\n## Title\n### [link](a)\n\u00e9 \u00a0 \u65e5\u672c \ud83d\ude00 \u2026\n";
  expect(terminalText(text)).toBe(text);
});

test("JSON keeps its value", () => {
  const value = { a: '\x1b\u202e\x9b"\\##[error]', "##vso[b]": ["\n::error::", "\\\u{e0041}"] };
  for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
    expect(JSON.parse(terminalText(text))).toEqual(value);
    expect(terminalText(text)).not.toMatch(/[\x1b\u202e\x9b]|##\[/);
  }
});
