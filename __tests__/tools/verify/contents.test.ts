import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { verifyContents } from "../../../src/tools/verify/contents";
import { type Aws } from "../../../src/tools/shared/deployment/aws";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";

const FILE = { path: "model.bin", bytes: 3, sha256: "c", checksum: "c3Vt" };
const manifestOf = (files: readonly object[]): string =>
  JSON.stringify({ model: "churn", version: "2", files });
const MANIFEST = manifestOf([FILE]);
const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

const plan = (manifestDigest: string | undefined, name = "churn") =>
  environmentPlan(
    planWith("ml-inference-prod", {
      models: [{ name, image: { tag: "1" }, bucketPrefix: `${name}/2/`, manifestDigest }],
    }),
  );

interface Bucket {
  readonly manifest?: string;
  readonly objects?: readonly { Key: string; Size: number }[];
  readonly checksum?: string | undefined;
}

/** A bucket that answers the calls of the comparison. */
function awsWith({ manifest, objects, checksum = "c3Vt-2" }: Bucket): Aws {
  return {
    try: (...args: string[]) => {
      const [, call] = args;
      if (call === "get-object") {
        if (manifest === undefined)
          return Promise.resolve({ error: "An error occurred (NoSuchKey): no such key" });
        writeFileSync(args.at(-1) ?? "", manifest);
        return Promise.resolve({ value: {} });
      }
      if (call === "list-objects-v2")
        return Promise.resolve({ value: objects ? { Contents: [...objects] } : null });
      return Promise.resolve({ value: checksum === "" ? {} : { ChecksumSHA256: checksum } });
    },
  } as unknown as Aws;
}
const OBJECTS = [{ Key: "churn/2/model.bin", Size: 3 }];
const GOOD = { manifest: MANIFEST, objects: OBJECTS };

const verdicts = async (bucket: Bucket, manifestDigest = digestOf(MANIFEST)): Promise<string[]> =>
  (await verifyContents(plan(manifestDigest || undefined), awsWith(bucket))).map(
    ({ area, name, found, verdict }) => `${area} ${name} ${verdict}: ${found}`,
  );

test("ML-04 verify accepts the objects of the manifest with the digest of the file", async () => {
  expect(await verdicts(GOOD)).toEqual([
    expect.stringMatching(/^contents manifest of churn\/2\/ ok: sha256:/),
    "contents objects below churn/2/ ok: names, sizes and checksums of the manifest",
  ]);
});

test.each<[string, Bucket, string]>([
  [
    "another manifest",
    { ...GOOD, manifest: manifestOf([]) },
    `manifest of churn/2/ differs: ${digestOf(manifestOf([]))}`,
  ],
  ["no manifest", { objects: OBJECTS }, "manifest of churn/2/ differs: absent"],
  [
    "a missing object",
    { manifest: MANIFEST },
    "objects below churn/2/ differs: model.bin of 3 bytes is missing",
  ],
  [
    "an added object",
    { ...GOOD, objects: [...OBJECTS, { Key: "churn/2/x", Size: 1 }] },
    "differs: x of 1 bytes is not in the manifest",
  ],
  [
    "another size",
    { ...GOOD, objects: [{ Key: "churn/2/model.bin", Size: 4 }] },
    "differs: model.bin of 3 bytes is missing; model.bin of 4 bytes is not in the manifest",
  ],
  ["another checksum", { ...GOOD, checksum: "b3Ro" }, "differs: model.bin has another checksum"],
])("ML-04 verify finds %s", async (_, bucket, message) => {
  expect((await verdicts(bucket)).join("\n")).toContain(message);
});

test("ML-04 verify says where S3 has no checksum, and where no digest pins the content", async () => {
  const bare = manifestOf([{ ...FILE, checksum: undefined }]);
  const found = await verdicts({ ...GOOD, manifest: bare }, digestOf(bare));
  expect(found[1]).toMatch(
    /objects below churn\/2\/ not verified: names and sizes of the manifest, which has not the checksums/,
  );
  expect(await verdicts(GOOD, "")).toEqual([
    "contents churn/2/ not verified: the file has no manifestDigest for churn, so the content is not pinned",
  ]);
});
