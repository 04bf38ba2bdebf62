/** Fields whose name in the Kubernetes API has an abbreviation. */
const ABBREVIATED: Readonly<Record<string, string>> = { host_ipc: "hostIPC", host_pid: "hostPID" };

/** Name of a field in the Kubernetes API for an argument of the Kubernetes provider: `runAsNonRoot` for `run_as_non_root`. */
export const apiField = (argument: string): string =>
  ABBREVIATED[argument] ?? argument.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
