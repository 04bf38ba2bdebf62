import { type Claim } from "../../../../src/platform/network/existing/check";

export const region = "ap-southeast-1";

/** The last line of a message: the command that fixes it. */
export const command = ({ errorMessage }: Claim): string => errorMessage.split("\n").at(-1)?.trim() ?? "";
export const conditions = (checks: readonly Claim[]): string[] => checks.map((check) => check.condition);
