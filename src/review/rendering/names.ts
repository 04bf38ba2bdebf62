/** A text with a placeholder for the name of an environment, to compare texts of several environments. */
export const withNames = (text: string, environment: string): string =>
  text.replace(new RegExp(`(?<![A-Za-z0-9])${escaped(environment)}(?![A-Za-z0-9])`, "g"), "\u0000");

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
