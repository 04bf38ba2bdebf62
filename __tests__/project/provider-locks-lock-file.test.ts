import fc from "fast-check";
import { lockedReleases } from "../../src/base/provider-lock";
import { sourceOf } from "../../src/project/provider-lock-problems";
import { locksDirOf, parseLock } from "../../src/project/provider-locks";
import { archiveHash, lockText, packageHash } from "../support/provider-locks";

function messageOf(text: string): string {
  try {
    parseLock("locks/aws.lock.hcl", text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

test("any lock in Terraform's format is read back", async () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
  const entry = fc.record({
    address: fc.tuple(word, word).map(([namespace, type]) => `registry.terraform.io/${namespace}/${type}`),
    version: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join(".")),
    hashes: fc.uniqueArray(word.chain((name) => fc.constantFrom(packageHash(name), archiveHash(name)))),
  });
  const entries = fc.uniqueArray(entry, { selector: ({ address }) => address, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(entries, async (written) => {
      const text = lockText(written);
      const lines = text.split("\n");
      const read = parseLock("a.lock.hcl", text);
      const byAddress = (a: { address: string }, b: { address: string }) => (a.address < b.address ? -1 : 1);
      expect(read.map(({ line, ...rest }) => ({ ...rest, line: lines[line - 1] })).sort(byAddress)).toEqual(
        written.map((each) => ({ ...each, line: `provider "${each.address}" {` })).sort(byAddress),
      );
    }),
    { numRuns: 50 },
  );
});

test("the releases of a lock are those of its entries", async () => {
  const entries = [
    { address: "registry.opentofu.org/hashicorp/aws", version: "6.66.0" },
    { address: "registry.opentofu.org/hashicorp/helm", version: "3.1.2" },
  ];
  const text = lockText(entries);
  const parsed = parseLock("a.lock.hcl", text);
  expect([...lockedReleases(text)]).toEqual(
    parsed.map(({ address, version }) => [sourceOf(address), version]),
  );
  expect([...lockedReleases(text)]).toEqual([
    ["hashicorp/aws", "6.66.0"],
    ["hashicorp/helm", "3.1.2"],
  ]);
});

test("text that is not HCL is refused with line and column", async () => {
  expect(messageOf('provider "a" {\n  version = \n}\n')).toMatch(
    /^locks\/aws\.lock\.hcl:2:\d+: got invalid HCL \(.+\), expected a lock file as Terraform writes it; run npx private-eks-inference lock providers/,
  );
});

test("a file with merge conflict markers is refused", async () => {
  expect(messageOf(`<<<<<<< ours\n${lockText()}=======\n>>>>>>> theirs\n`)).toContain("got invalid HCL");
});

test("a block that is not of a provider is refused", async () => {
  expect(messageOf('# a\nterraform {\n  required_version = ">= 1.11"\n}\n')).toBe(
    "locks/aws.lock.hcl:2: got terraform, expected provider blocks only, as Terraform writes them; " +
      "run npx private-eks-inference lock providers where the registry is reachable, and commit the file",
  );
});

test("an empty file has no providers", async () => {
  expect(parseLock("locks/aws.lock.hcl", "")).toEqual([]);
});

test.each([
  ["environments", "locks"],
  ["deploy/environments", "deploy/locks"],
  ["/srv/team/environments/", "/srv/team/locks"],
  ["..", "../../locks"],
])("the locks of %s are in %s", (environmentsDir, locks) => {
  expect(locksDirOf(environmentsDir)).toBe(locks);
});
