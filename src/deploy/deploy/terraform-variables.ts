import { userError } from "../../base/errors";

/**
 * Throws where variables of the process would make Terraform work on other states, or with other options, than the command shows.
 * A state of another workspace has another key in the bucket, where the command does not look; `TF_CLI_ARGS` can contain a target,
 * a destroy, or a plan without a lock.
 *
 * Source: Terraform documentation, "Environment Variables" (read 2026-11-24).
 */
export function refuseTerraformVariables(variables: Readonly<Record<string, string | undefined>>): void {
  const changing = Object.keys(variables)
    .filter((name) => changes(name, variables[name] ?? ""))
    .sort();
  const [place] = changing;
  if (place === undefined) return;
  const isWorkspace = place === WORKSPACE;
  throw userError({
    place,
    got: variables[place] ?? "",
    expected: isWorkspace
      ? "default or no value, since the stacks have their states in the workspace default"
      : "no value, since Terraform adds it to the options of this command",
    fix: `unset ${changing.join(" ")}; ${isWorkspace ? "another environment is another file, which --environments names" : "for options of your own, run the plain commands that --print prints"}; nothing was changed`,
  });
}

const WORKSPACE = "TF_WORKSPACE";

/** An empty value has no effect. */
const changes = (name: string, value: string): boolean =>
  value !== "" && (name === WORKSPACE ? value !== "default" : /^TF_CLI_ARGS(_|$)/.test(name));
