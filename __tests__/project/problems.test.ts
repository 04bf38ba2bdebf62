import fc from "fast-check";
import { parseLock } from "../../src/project/provider-locks";
import { type LockedProvider } from "../../src/project/provider-locks/files";
import { lockProblems } from "../../src/project/provider-lock-problems";
import { type LockEntry, archiveHash, hashes, lockText, packageHash } from "../support/provider-locks";

const FILE = "locks/aws.lock.hcl";
const SET = {
  providers: [{ source: "hashicorp/aws", constraint: ">= 5.100.0, < 7.0.0" }],
  stacks: ["mlapp-network"],
};

const problems = (locked: readonly LockedProvider[]): string[] =>
  lockProblems(FILE, locked, SET).map(({ message }) => message);

const problemsOf = async (...entries: LockEntry[]): Promise<string[]> =>
  problems(parseLock(FILE, lockText(entries)));

const HELM = { address: "registry.terraform.io/hashicorp/helm", version: "3.0.2" };

test("a lock for all platforms from a registry has no problem", async () => {
  expect(await problemsOf({})).toEqual([]);
});

test("a lock of OpenTofu has no problem", async () => {
  expect(await problemsOf({ address: "registry.opentofu.org/hashicorp/aws" })).toEqual([]);
});

test("a lock from a local mirror is refused: it has one h1: hash and no zh: hash", async () => {
  const [archives, packages, ...others] = await problemsOf({ hashes: hashes(1, 0) });
  expect(archives).toMatch(/^locks\/aws\.lock\.hcl:4: got 0 zh: hashes .*, expected .* at least 4; .*mirror/);
  expect(packages).toMatch(/^locks\/aws\.lock\.hcl:4: got 1 h1: hash .*linux_arm64.*terraform init/);
  expect(archives).toContain("run npx private-eks-inference lock providers");
  expect(others).toEqual([]);
});

test("a lock of terraform init is refused: it has the h1: hash of its own platform", async () => {
  expect(await problemsOf({ hashes: hashes(1, 10) })).toEqual([
    expect.stringContaining("got 1 h1: hash for registry.terraform.io/hashicorp/aws"),
  ]);
});

test("any number of hashes below that of the platforms is refused, and no other", () => {
  const count = fc.nat(12);
  fc.assert(
    fc.property(count, count, (packages, archives) => {
      const locked = [
        {
          address: "registry.terraform.io/hashicorp/aws",
          version: "6.40.0",
          hashes: hashes(packages, archives),
          line: 1,
        },
      ];
      expect(problems(locked)).toHaveLength((packages < 4 ? 1 : 0) + (archives < 4 ? 1 : 0));
    }),
  );
});

test("one hash that is repeated counts once", async () => {
  const repeated = [...Array<string>(4).fill(packageHash("a")), ...Array<string>(4).fill(archiveHash("a"))];
  expect(await problemsOf({ hashes: repeated })).toHaveLength(2);
});

test("a release with a known fault is refused, and an upgrade is the fix", async () => {
  const [error, ...others] = await problemsOf({ version: "6.1.0" });
  expect(error).toMatch(
    /^locks\/aws\.lock\.hcl:4: got registry\.terraform\.io\/hashicorp\/aws 6\.1\.0: .*identity error.*lock providers --upgrade/,
  );
  expect(others).toHaveLength(2);
});

test("a malformed hash is refused", async () => {
  expect(await problemsOf({ hashes: [...hashes(), "zh:123"] })).toEqual([
    expect.stringContaining("got the hash zh:123"),
  ]);
});

test("an entry that no stack of the set requires is refused, with its line", async () => {
  expect(await problemsOf({}, HELM)).toEqual([
    expect.stringMatching(
      /^locks\/aws\.lock\.hcl:\d\d: got an entry for registry\.terraform\.io\/hashicorp\/helm, /,
    ),
  ]);
});

test("a provider of the same type and another namespace is refused", async () => {
  expect(await problemsOf({ address: "registry.terraform.io/other/aws" })).toEqual([
    expect.stringContaining("got no entry for hashicorp/aws"),
    expect.stringContaining("got an entry for registry.terraform.io/other/aws"),
  ]);
});

test("a provider of another registry is refused", async () => {
  expect(await problemsOf({ address: "registry.example.com/hashicorp/aws" })).toEqual([
    expect.stringContaining("got no entry for hashicorp/aws"),
    expect.stringContaining("got an entry for registry.example.com/hashicorp/aws"),
  ]);
});

test("a missing entry is refused", () => {
  expect(problems([])).toEqual([
    "locks/aws.lock.hcl: got no entry for hashicorp/aws, expected one entry for each provider of mlapp-network; " +
      "run npx private-eks-inference lock providers where the registry is reachable, and commit the file",
  ]);
});

test("entries of two registries are refused", async () => {
  expect(await problemsOf({}, { address: "registry.opentofu.org/hashicorp/aws" })).toEqual([
    expect.stringContaining("got entries of registry.opentofu.org and registry.terraform.io"),
  ]);
});

test("two entries for one provider are refused", async () => {
  expect(await problemsOf({}, {})).toEqual([expect.stringContaining("got two entries for")]);
});

test.each(["5.99.0", "7.0.0", "6.0.0-beta1"])(
  "version %s is outside the constraint and refused",
  async (version) => {
    expect(await problemsOf({ version })).toEqual([
      expect.stringContaining(
        `got registry.terraform.io/hashicorp/aws ${version}, expected a version >= 5.100.0, < 7.0.0`,
      ),
    ]);
  },
);

test("every constraint of the set applies", async () => {
  const set = { ...SET, providers: [...SET.providers, { source: "hashicorp/aws", constraint: ">= 6.0.0" }] };
  const locked = parseLock(FILE, lockText());
  expect(lockProblems(FILE, locked, set).map(({ message }) => message)).toEqual([
    expect.stringContaining("expected a version >= 6.0.0"),
  ]);
});
