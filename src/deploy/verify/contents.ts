import { COMPARISON } from "../../facts/content-comparison";
import { promotedVersions } from "../../infrastructure/pinned-content";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Aws } from "../deploy/aws";
import { type Outcome, type VerifyVerdict } from "./finding";

/** Compares the bucket with the manifests whose digests the file has, as the pods do. It reads no file of a model. */
export async function verifyContents(plan: EnvironmentPlan, aws: Aws): Promise<Outcome[]> {
  const findings: Outcome[] = [];
  for (const { model, bucket, prefix, digest } of promotedVersions(plan)) {
    const row = { area: "contents", name: `files below ${prefix}`, expected: digest ?? "manifestDigest" };
    if (digest === undefined) {
      const found = `the file has no manifestDigest for ${model}, so the content is not pinned`;
      findings.push({ ...row, found, verdict: "not verified" });
      continue;
    }
    const words = ["-c", 'eval "$COMPARISON"', "content", bucket, prefix, digest];
    const variables = { COMPARISON, AWS_REGION: aws.region, AWS_PAGER: "" };
    const { code, stdout, stderr } = await aws.programs.read(["bash", ...words], variables);
    const found = code === 0 ? stdout : (/so the model does not start: ([^]*)/.exec(stderr)?.[1] ?? stderr);
    findings.push({ ...row, found: found.trim(), verdict: verdictOf(code, stderr) });
  }
  return findings;
}

/** A refused call and a missing program are no difference. */
function verdictOf(code: number, stderr: string): VerifyVerdict {
  if (code === 0) return "ok";
  if (/no checksum of S3/.test(stderr)) return "not verified";
  return /so the model does not start/.test(stderr) && !/AccessDenied|Forbidden|not found/i.test(stderr)
    ? "differs"
    : "unknown";
}
