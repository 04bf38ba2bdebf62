import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonIn } from "../../proof/model/blocks";
import { manifestOf, promotedVersions } from "../../proof/model/kubernetes/pinned-content";
import { type EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { asArray, asObject } from "../../proof/terraform-json/stack-json";
import { type Aws } from "../shared/deployment/aws";
import { type Finding, absent, compared } from "./finding";
import { findingsOf, read, readIfThere } from "./reading";

const AREA = "contents";

type Version = ReturnType<typeof promotedVersions>[number];

/** Compares the bucket with the manifests whose digests the file has. It reads no file of a model. */
export async function verifyContents(plan: EnvironmentPlan, aws: Aws): Promise<Finding[]> {
  const all = promotedVersions(plan).map((each) => findingsOf(AREA, each.prefix, () => versionOf(aws, each)));
  return (await Promise.all(all)).flat();
}

async function versionOf(aws: Aws, { model, bucket, prefix, digest }: Version): Promise<Finding[]> {
  if (digest === undefined) {
    const found = `the file has no manifestDigest for ${model}, so the content is not pinned`;
    return [{ ...compared(AREA, prefix, "the digest of a manifest", found), verdict: "not verified" }];
  }
  const name = `manifest of ${prefix}`;
  const manifest = await manifestText(aws, bucket, manifestOf(prefix));
  if (manifest === undefined) return [absent(AREA, name, digest)];
  const found = compared(AREA, name, digest, `sha256:${createHash("sha256").update(manifest).digest("hex")}`);
  return found.verdict === "ok" ? [found, await objectsOf(aws, bucket, prefix, manifest)] : [found];
}

async function manifestText(aws: Aws, bucket: string, key: string): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "manifest-"));
  const file = join(folder, "manifest.json");
  try {
    const object = ["--bucket", bucket, "--key", key, file];
    return (await readIfThere(aws, "s3api", "get-object", ...object)) && readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** S3 computed the checksum of an object when it arrived; that of an upload in parts ends with their number. */
async function objectsOf(aws: Aws, bucket: string, prefix: string, manifest: string): Promise<Finding> {
  const files = asArray(asObject(jsonIn(manifest))["files"]).map(asObject);
  const listed = await read(aws, "s3api", "list-objects-v2", "--bucket", bucket, "--prefix", prefix);
  const nameOf = (path: unknown, bytes: unknown): string => `${String(path)} of ${String(bytes)} bytes`;
  const present = asArray(listed["Contents"])
    .map(asObject)
    .map(({ Key, Size }) => nameOf(String(Key).slice(prefix.length), Size));
  const wanted = files.map(({ path, bytes }) => nameOf(path, bytes));
  const problems = [
    ...wanted.filter((each) => !present.includes(each)).map((each) => `${each} is missing`),
    ...present.filter((each) => !wanted.includes(each)).map((each) => `${each} is not in the manifest`),
  ];
  for (const { path, checksum } of problems.length > 0 ? [] : files) {
    const object = ["--bucket", bucket, "--key", `${prefix}${String(path)}`, "--checksum-mode", "ENABLED"];
    const { ChecksumSHA256: stored } = await read(aws, "s3api", "head-object", ...object);
    const isSame = checksum === undefined || String(stored).split("-")[0] === checksum;
    if (!isSame) problems.push(`${String(path)} has another checksum`);
  }
  const expected = "names, sizes and checksums of the manifest";
  const row = compared(AREA, `objects below ${prefix}`, expected, problems.join("; ") || expected);
  if (problems.length > 0 || files.every(({ checksum }) => checksum !== undefined)) return row;
  const found = "names and sizes of the manifest, which has not the checksums of S3 of all files";
  return { ...row, found, verdict: "not verified" };
}
