import SECTIONS from "./sections-of-fluent-bit.json";

export interface LogRouterSettings {
  readonly region: string;
  /** CloudWatch log group that the pod execution role can write to. */
  readonly logGroupName: string;
}

/**
 * Configuration of Fargate's built-in Fluent Bit, by key of its ConfigMap; at most 5,300 characters. Fluent
 * Bit must not create the log group, which would then be unencrypted and never expire.
 *
 * Source: Amazon EKS user guide, "Start AWS Fargate logging for your cluster" (read 2026-11-20).
 */
export function logRouterConfig({ region, logGroupName }: LogRouterSettings): Record<string, string> {
  return {
    // Fluent Bit's own logs are off: they cost as much as those of the pods.
    flb_log_cw: "false",
    "filters.conf": section(SECTIONS.filters),
    "output.conf": section([
      "[OUTPUT]",
      "    Name cloudwatch_logs",
      "    Match kube.*",
      `    region ${region}`,
      `    log_group_name ${logGroupName}`,
      "    log_stream_prefix fargate-",
      "    auto_create_group false",
    ]),
    "parsers.conf": section(SECTIONS.parsers),
  };
}

const section = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
