/**
 * Characters that a terminal obeys or hides, and the begin of a command in a log: `::` in a line, `##[` anywhere
 * (GitHub Actions, actions/runner, src/Runner.Common/ActionCommand.cs, read 2026-11-29), `##vso[` and `##teamcity[`.
 */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|:(?=:)(?<=^\s*:)|#(?=#\w*\[)/gmu;

/** A text as a terminal may show it: by the codes of such characters, which JSON reads as the same text. */
export const terminalText = (text: string): string => text.replace(OBEYED, escaped);

const escaped = (obeyed: string): string =>
  obeyed.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
