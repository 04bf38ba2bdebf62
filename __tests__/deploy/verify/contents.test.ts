import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aws } from "../../../src/deploy/deploy/aws";
import { Programs } from "../../../src/deploy/deploy/programs";
import { verifyContents } from "../../../src/deploy/verify/contents";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";

const FILE = { path: "model.bin", bytes: 3, sha256: "c", checksum: "c3Vt" };
const manifestOf = (files: readonly object[]): string =>
  JSON.stringify({ model: "churn", version: "2", files });
const MANIFEST = manifestOf([FILE]);
const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

const planFor = (manifestDigest: string | undefined) =>
  environmentPlan(
    planWith("ml-inference-prod", {
      models: [{ name: "churn", image: { tag: "1" }, bucketPrefix: "churn/2/", manifestDigest }],
    }),
  );

interface Bucket {
  /** @default - the answer is an error */
  readonly manifest?: string;
  readonly objects?: readonly { readonly Key: string; readonly Size: number }[];
  readonly checksum?: string;
  /** @default - the object does not exist */
  readonly error?: string;
}

/** A program `aws` that answers the calls of the comparison from files. */
function awsWith({ manifest, objects = [], checksum = "c3Vt-2", error = "NoSuchKey" }: Bucket): Aws {
  const folder = mkdtempSync(join(tmpdir(), "contents-"));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o755 });
    return join(folder, name);
  };
  const listed = file("objects", JSON.stringify({ Contents: objects }));
  const stored = file("manifest", manifest ?? "");
  const answer =
    manifest === undefined ? `echo "An error occurred (${error})" >&2; exit 254` : `cp ${stored} "$7"`;
  file(
    "aws",
    `#!/bin/bash
case $2 in
  get-object) ${answer} ;;
  list-objects-v2) cat ${listed} ;;
  head-object) echo '${checksum}' ;;
esac
`,
  );
  const variables = { PATH: `${folder}:${process.env["PATH"] ?? ""}` };
  return new Aws(new Programs(variables, { err: () => undefined }), "eu-central-1");
}
const OBJECTS = [{ Key: "churn/2/model.bin", Size: 3 }];
const GOOD = { manifest: MANIFEST, objects: OBJECTS };

async function found(bucket: Bucket, manifestDigest: string | undefined): Promise<string> {
  const [row, ...others] = await verifyContents(planFor(manifestDigest), awsWith(bucket));
  expect(others).toEqual([]);
  return `${row?.area} ${row?.name} ${row?.verdict}: ${row?.found}`;
}

test("ML-04 verify accepts the objects of the manifest with the digest of the file, and says what it compared", async () => {
  expect(await found(GOOD, digestOf(MANIFEST))).toMatch(
    /^contents files below churn\/2\/ ok: .*names, sizes and checksums of S3; an object that is replaced later/,
  );
});

test.each<[string, Bucket, string]>([
  [
    "another manifest",
    { ...GOOD, manifest: manifestOf([]) },
    `differs: the manifest has ${digestOf(manifestOf([]))}`,
  ],
  ["no manifest", { objects: OBJECTS }, "differs: the manifest cannot be read"],
  ["a missing object", { manifest: MANIFEST }, "differs: missing or added:   3 model.bin"],
  [
    "an added object",
    { ...GOOD, objects: [...OBJECTS, { Key: "churn/2/x", Size: 1 }] },
    "differs: missing or added:  1 x",
  ],
  [
    "another size",
    { ...GOOD, objects: [{ Key: "churn/2/model.bin", Size: 4 }] },
    "differs: missing or added: 3 model.bin  4 model.bin",
  ],
  ["another checksum", { ...GOOD, checksum: "b3Ro" }, "differs: model.bin differs"],
  ["a refused call", { objects: OBJECTS, error: "AccessDenied" }, "unknown: the manifest cannot be read"],
])("ML-04 verify finds %s", async (_, bucket, message) => {
  expect(await found(bucket, digestOf(MANIFEST))).toContain(message);
});

test("ML-04 verify says where S3 has no checksum, and where no digest pins the content", async () => {
  const bare = manifestOf([{ ...FILE, checksum: undefined }]);
  expect(await found({ ...GOOD, manifest: bare }, digestOf(bare))).toContain(
    "not verified: the manifest has no checksum of S3 for model.bin",
  );
  expect(await found(GOOD, undefined)).toContain(
    "not verified: the file has no manifestDigest for churn, so the content is not pinned",
  );
});
