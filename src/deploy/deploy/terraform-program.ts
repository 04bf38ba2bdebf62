import { userError } from "../../base/errors";
import { allowsVersion } from "../../terraform/version-constraint";
import { asObject, type JsonObject } from "../../terraform/stack-json";
import { type DeployedStack } from "./stacks";
import { type Programs } from "./programs";

export const TERRAFORM_PROGRAMS = ["terraform", "tofu"] as const;

export type TerraformProgram = (typeof TERRAFORM_PROGRAMS)[number];

/** The chosen program, or the first one that is installed. Throws where no stack allows its version. */
export async function terraformProgram(
  programs: Programs,
  stacks: readonly DeployedStack[],
  chosen?: TerraformProgram,
): Promise<TerraformProgram> {
  for (const program of chosen ? [chosen] : TERRAFORM_PROGRAMS) {
    const version = await versionOf(programs, program);
    if (version === undefined) continue;
    for (const { name, json } of stacks) {
      const required = json.terraform["required_version"];
      if (typeof required !== "string" || allowsVersion(required, version)) continue;
      throw userError({
        place: program,
        got: version,
        expected: `${required}, which ${name} requires`,
        fix: "install such a version",
      });
    }
    return program;
  }
  throw userError({
    place: chosen ?? TERRAFORM_PROGRAMS.join(" or "),
    got: "no such program",
    expected: `${chosen ?? TERRAFORM_PROGRAMS.join(" or ")} on the PATH`,
    fix: "install it",
  });
}

async function versionOf(programs: Programs, program: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await programs.read([program, "version", "-json"]);
    if (code !== 0) return undefined;
    return String(asObject(JSON.parse(stdout) as JsonObject)["terraform_version"]);
  } catch {
    return undefined;
  }
}
