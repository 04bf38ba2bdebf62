import { type Check } from "../../../../src/platform/network/existing/check";

export const region = "ap-southeast-1";

/** The last line of a message: the command that fixes it. */
export const command = ({ errorMessage }: Check): string => errorMessage.split("\n").at(-1)?.trim() ?? "";
export const conditions = (checks: readonly Check[]): string[] => checks.map((check) => check.condition);
