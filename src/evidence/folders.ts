import facts from "./vllm/written-folders.json";

/** A folder that the image of vLLM writes to. */
export interface WrittenFolder {
  /** The variable that names it. */
  readonly variable: string;
  /** The folder without the variable. A name in braces is another variable. */
  readonly otherwise: string;
  readonly files: string;
  readonly source: string;
}

/** Variables that others begin with. */
export const BASES: Readonly<Record<string, string>> = facts.bases;

export const WRITTEN_FOLDERS: readonly WrittenFolder[] = facts.folders;

/**
 * Folder of the shared memory of processes. Runtimes of containers give it 64 MiB; vLLM asks for more (docs/deployment/docker.md).
 */
export const SHARED_MEMORY = "/dev/shm";

/** Homes of the users with an entry in /etc/passwd of the image (docker/Dockerfile: `useradd --uid 2000`). */
export const HOMES: ReadonlyMap<number, string> = new Map([
  [0, "/root"],
  [2000, "/home/vllm"],
]);

/** Variables with the name of the user, which Python reads before /etc/passwd (its documentation, getpass.getuser). */
export const NAMES_OF_USER = ["LOGNAME", "USER", "LNAME", "USERNAME"] as const;
