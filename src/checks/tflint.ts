import facts from "./exceptions-of-tflint.json";

/** Terraform rules of tflint (preset all) that are off for whole modules, with the reason. They record a run (`scanner-versions.ts`). */
export const TFLINT_EXCEPTIONS: readonly { readonly rule: string; readonly reason: string }[] =
  facts.exceptions;

export const TFLINT_FILE = {
  path: ".tflint.hcl",
  /** First line of an override file: it is not a module by itself, so it requires no version. */
  overrideComment: "tflint-ignore-file: terraform_required_version",
} as const;

/** Configuration of tflint. It has no rules of a cloud: those of AWS are a plugin that tflint downloads. */
export function tflintConfig(): string {
  const rules = TFLINT_EXCEPTIONS.map(
    ({ rule, reason }) => `# ${reason}\nrule "${rule}" {\n  enabled = false\n}\n`,
  );
  return [`plugin "terraform" {\n  enabled = true\n  preset  = "all"\n}\n`, ...rules].join("\n");
}
