export const code = (...lines: string[]): string => `\`\`\`sh\n${lines.join("\n")}\n\`\`\``;
