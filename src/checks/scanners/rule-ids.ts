import { type Scanner } from "../scanner-versions";

/** Day of the runs of trivy and tflint. checkov runs in the tests. */
export const RECORDED_ON = "2026-11-21";

/** The scanner of a rule id; undefined for ids of benchmarks and of scanners that do not read Terraform. */
export function scannerOf(rule: string): Scanner | undefined {
  if (/^CKV2?_/.test(rule)) return "checkov";
  if (/^(AWS|KSV)-\d/.test(rule)) return "trivy";
  return rule.startsWith("terraform_") ? "tflint" : undefined;
}

/** Whether a rule judges resources of a Terraform type, by the provider in its id. */
export const judges = (rule: string, type: string): boolean =>
  /^(CKV2?_AWS_|AWS-)/.test(rule) ? type.startsWith("aws_") : type.startsWith("kubernetes_");
