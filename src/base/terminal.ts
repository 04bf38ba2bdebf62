/**
 * Characters that a terminal obeys or hides, and the begin of a command in a log: `::` in a line, `##[` anywhere (GitHub Actions, actions/runner,
 * src/Runner.Common/ActionCommand.cs, read 2026-11-29), `##vso[` and `##teamcity[`.
 */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|:(?=:)(?<=^\s*:)|#(?=#\w*\[)/gmu;

/** A text as a terminal may show it: by the codes of such characters, which JSON reads as the same text. */
export const terminalText = (text: string): string => text.replace(OBEYED, escaped);

/** Codes of bold and dim text and of readable colors, as Terraform prints them. Others hide text. */
const COLORS = new RegExp(`(${String.fromCharCode(27)}\\[(?:;?(?:[0124]|3[1-7]|9[0-7]))*m)`);

/** The same for a line of another program, which keeps its colors. */
export const programText = (line: string): string =>
  line
    .split(COLORS)
    .map((part, index) => (index % 2 === 1 ? part : terminalText(part)))
    .join("");

const escaped = (obeyed: string): string =>
  obeyed.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
