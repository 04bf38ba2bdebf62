import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../src/base/layers";
import { ownerFiles } from "../../src/handoff/owner-files/owner-files";
import { COMMIT, handedBundle } from "../support/bundles";
import { ENVIRONMENTS } from "../support/environments";
import { handedStacks } from "../support/handed-stacks";
import { planOf } from "../support/reference-plans";
import { Handoffs, append, everything, read } from "./handoffs";

const NAMING = /private-eks-inference|\bgenerator\b|\bgenerated\b|hand(ed)?[- ]?over|handoff|synthesi[sz]/gi;

/** Labels, tags and alert texts of the running platform: other ones would replace nodes or pods. */
const ofPlatform = (environment: string): string =>
  handedStacks(planOf(environment))
    .map(({ layer }) => planOf(environment).text(layer))
    .join("\n")
    .replaceAll("\\", "");

/** Lines of a file that name the generator with words that the stacks do not have. */
function traces(text: string, platform: string): string[] {
  return text
    .replaceAll("\\", "")
    .split("\n")
    .flatMap((line) =>
      [...line.matchAll(NAMING)].flatMap(({ index, 0: word }) => {
        const [after = ""] = line.slice(index + word.length, index + word.length + 12).split('"');
        const part = after === "" ? line.slice(index - 2, index + word.length + 2) : `${word}${after}`;
        return platform.includes(part) ? [] : [line.trim().slice(0, 160)];
      }),
    );
}

describe.each(ENVIRONMENTS)("the owned folder of %s", (environment) => {
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    ({ files } = await handedBundle(environment, { format: "hcl", isOwned: true }));
  });

  test("does not name the program, and does not tell how it wrote the files", () => {
    expect(files.size).toBeGreaterThan(60);
    const platform = ofPlatform(environment);
    const ofOwner = ownerFiles({ environment, format: "hcl", layers: LAYERS });
    expect(ofOwner.size).toBeGreaterThan(0);
    const found = [...files, ...ofOwner].flatMap(([path, text]) =>
      traces(text, platform).map((line) => `${path}: ${line}`),
    );
    // The key of a tag that objects have: another key would change each object.
    expect(found.filter((line) => !/"private-eks-inference"\s*[=:] "\$\{var/.test(line))).toEqual([]);
  });

  test("names no YAML file of environments, no commit, and has no proof", () => {
    const found = [...files].flatMap(([path, text]) =>
      text.includes(COMMIT) || /parity\.json|environments\/[\w-]+\.ya?ml|YAML/.test(text) ? [path] : [],
    );
    expect(found).toEqual([]);
    expect(files.has("parity.json")).toBe(false);
  });

  test("has a README that names the team as its owner", () => {
    expect(files.get("README.md")).toContain("The team that holds this folder owns it");
  });
});

describe("handoff --own", () => {
  const handoffs = new Handoffs("handoff-own", "json");
  beforeAll(() => handoffs.synthesize());

  test("writes a new folder without a proof, and no later run writes it", async () => {
    const folder = handoffs.newFolder();
    expect((await handoffs.to(folder, ["--own"])).status).toBe(0);
    expect(existsSync(join(folder, "parity.json"))).toBe(false);
    const before = everything(folder);
    const later = await handoffs.to(folder);
    expect(later.status).toBe(1);
    expect(later.stderr).toContain("got a folder with files and no parity.json");
    expect(everything(folder)).toEqual(before);
  });

  test("takes the trace out of a hand-over, and keeps edits and values of its owner", async () => {
    const folder = await handoffs.handedOver();
    append(folder, "network/vpc.tf.json");
    const path = "network/ml-inference-prod.tfvars.json";
    writeFileSync(join(folder, path), read(folder, path).replace(": 30", ": 400"));
    const edited = everything(folder);
    const { status, stdout } = await handoffs.to(folder, ["--own"]);
    expect(status).toBe(0);
    expect(stdout).toContain("  kept network/vpc.tf.json, which was edited since the hand-over\n");
    expect(read(folder, "network/vpc.tf.json")).toBe(edited["network/vpc.tf.json"]);
    expect(read(folder, path)).toBe(edited[path]);
    expect(existsSync(join(folder, "parity.json"))).toBe(false);
    expect(read(folder, "README.md")).toContain("The team that holds this folder owns it");
  });

  test("equals the hand-over in all that Terraform reads", async () => {
    const [owned, handed] = [handoffs.newFolder(), await handoffs.handedOver()];
    await handoffs.to(owned, ["--own"]);
    const isRead = ([path]: [string, string]): boolean => /\.json$/.test(path) && path !== "parity.json";
    expect(Object.entries(everything(owned)).filter(isRead)).toEqual(
      Object.entries(everything(handed)).filter(isRead),
    );
  });
});
