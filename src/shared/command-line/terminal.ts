/**
 * Control, format and direction characters but tab and line feed; and commands in a log: `::` at the begin of a line, and `##[` anywhere
 * (GitHub Actions, actions/runner, src/Runner.Common/ActionCommand.cs, read 2026-11-29), as `##vso[` and `##teamcity[` of others.
 */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|:(?=:)(?<=^\s*:)|#(?=#\w*\[)/gmu;

/** A text as a terminal may show it: by the codes of such characters, which JSON reads as the same text. */
export const terminalText = (text: string): string => text.replace(OBEYED, escaped);

const escaped = (obeyed: string): string =>
  obeyed.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
