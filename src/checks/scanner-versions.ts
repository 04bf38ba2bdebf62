/** Scanners that read Terraform and whose findings this project explains, with the releases that were run. */
export const SCANNER_VERSIONS = { checkov: "3.3.30", trivy: "0.73.0", tflint: "0.64.0" } as const;

export type Scanner = keyof typeof SCANNER_VERSIONS;
