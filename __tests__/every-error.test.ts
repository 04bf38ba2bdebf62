import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WorkingCopy } from "./support/working-copy";

describe("one run shows", () => {
  let error: string;

  beforeAll(async () => {
    const copy = new WorkingCopy("mlapp", "retail-forecast", "ml-inference-prod", "ml-inference-hardened");
    copy.addresses("--accept");
    // YAML, the schema and a rule, in one file.
    copy.edit("mlapp.yaml", "owner: ", "owner: platform\nowner: ");
    copy.edit(
      "mlapp.yaml",
      "    image:",
      "    port: 70000\n    memoryRequest: 2Gi\n    memoryLimit: 1Gi\n    image:",
    );
    // A base.
    copy.edit("ml-inference-prod.yaml", /repository: .*/, "repository: [a]");
    // A check and the address lock, in another file.
    copy.edit("retail-forecast.yaml", "port: 8080", "port: 9090");
    copy.edit("retail-forecast.yaml", /^ {2}webAclArn:.*\n/m, "");
    copy.write("orphan.addresses.json", "{}");
    mkdirSync(join(copy.folder, "locks"));
    writeFileSync(join(copy.folder, "locks/aws.lock.hcl"), "provider {");
    ({ error = "" } = await copy.synth());
  });

  const shows = (what: string, pattern: RegExp) =>
    test(what, () => {
      expect(error).toMatch(pattern);
    });

  shows("errors of YAML", /mlapp\.yaml:\d+:\d+ owner: got a second owner/);
  shows("errors of the schema", /mlapp\.yaml:\d+:\d+ models\[0\]\.port: got 70000/);
  shows("errors of rules in the same file", /mlapp\.yaml:\d+:\d+ models\[0\]\.memoryLimit: got 1Gi, .*2Gi/);
  shows("errors of a base", /ml-inference-prod\.yaml:\d+:\d+ repository: got a list of 1/);
  shows("errors of checks in another environment", /public-entry-waf.*retail-forecast-models/);
  shows("lost addresses in another environment", /alsoPorts: \[8080\]/);
  shows("locks without a YAML file", /lost {2}.*orphan\.addresses\.json/);
  shows("errors of the lock of providers", /aws\.lock\.hcl/);
  shows("what was not checked", /^not checked: mlapp; fix environments\/mlapp\.yaml first$/m);
  shows(
    "the base to correct",
    /^not checked: ml-inference-hardened, ml-inference-prod; fix environments\/ml-inference-prod\.yaml first$/m,
  );
  shows("that nothing was written", /nothing was written$/);
});

test("an invalid address lock does not hide errors of other environments", async () => {
  const copy = new WorkingCopy("mlapp", "retail-forecast");
  copy.write("mlapp.addresses.json", "{");
  copy.edit("retail-forecast.yaml", /^ {2}webAclArn:.*\n/m, "");
  const { error } = await copy.synth();
  expect(error).toMatch(/mlapp\.addresses\.json:1:2 .*got invalid JSON/);
  expect(error).toMatch(/public-entry-waf.*retail-forecast/);
  expect(error).toMatch(/^not checked: mlapp; fix environments\/mlapp\.addresses\.json first$/m);
});

test("two resources with one address in one environment do not hide errors of another", async () => {
  const copy = new WorkingCopy("ml-inference-prod", "retail-forecast");
  const image = "image: { repository: 222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/a, tag: '1' }";
  copy.edit(
    "ml-inference-prod.yaml",
    /^models:\n/m,
    `models:\n  - name: a\n    ${image}\n  - name: a--nlb\n    ${image}\n`,
  );
  copy.edit("retail-forecast.yaml", /^ {2}webAclArn:.*\n/m, "");
  const { error } = await copy.synth();
  expect(error).toMatch(
    /ml-inference-prod\.yaml:\d+:\d+ models\[1\]\.name: got a--nlb, expected names that give/,
  );
  expect(error).toMatch(/public-entry-waf.*retail-forecast/);
  expect(error).toMatch(/^not checked: ml-inference-prod; fix environments\/ml-inference-prod\.yaml first$/m);
});
