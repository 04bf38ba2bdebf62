import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Folder of programs that tests build. It is outside of the checkout, so that every clone uses a program that one of them
 * built. `PROGRAM_CACHE` names another folder.
 */
export const PROGRAM_CACHE =
  process.env["PROGRAM_CACHE"] ??
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "private-eks-inference");
