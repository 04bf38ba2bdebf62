import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** In hexadecimal digits. */
export const sha256 = (content: string | Buffer): string =>
  createHash("sha256").update(content).digest("hex");

export const sha256Of = (file: string): string => sha256(readFileSync(file));

/** Eight characters that are the same for the same text, and differ for others. */
export const shortHash = (text: string): string => sha256(text).slice(0, 8);
