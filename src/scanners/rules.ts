/** A scanner that reads Terraform and whose findings this project explains. */
export type Scanner = "checkov" | "trivy" | "tflint";

/** The scanner of a rule id; undefined for ids of benchmarks and of scanners that do not read Terraform. */
export function scannerOf(rule: string): Scanner | undefined {
  if (/^CKV2?_/.test(rule)) return "checkov";
  if (/^(AWS|KSV)-\d/.test(rule)) return "trivy";
  return rule.startsWith("terraform_") ? "tflint" : undefined;
}

/** Whether a rule judges resources of a Terraform type, by the provider in its id. */
export const judges = (rule: string, type: string): boolean =>
  /^(CKV2?_AWS_|AWS-)/.test(rule) ? type.startsWith("aws_") : type.startsWith("kubernetes_");
