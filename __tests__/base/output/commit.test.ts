import * as fs from "node:fs";
import { UserError } from "../../../src/base/errors";
import { RECORD_NAME } from "../../../src/base/output/paths";
import { Output, failure } from "./output";
import { synthOf, writeTree } from "../tree";
import { sha256Of } from "../../../src/base/digests";

describe("a commit", () => {
  test("of a first synth writes every file, byte for byte, and leaves no other file", () => {
    const output = new Output();
    const synth = synthOf({ a: "{}", b: { "cdk.tf.json": "{}", "charts/x/Chart.yaml": "name: x" } });
    const report = output.commit(synth);
    expect(output.read()).toEqual(synth);
    expect(report).toEqual({
      written: Object.keys(synth).sort(),
      unchangedFiles: 0,
      removedStacks: [],
      keptStacks: [],
    });
    expect(output.leftovers()).toEqual([]);
  });

  test("of an unchanged synth renames no file", () => {
    const output = new Output();
    const synth = synthOf({ a: "{}", b: "{}" });
    output.commit(synth);
    const inodes = () => Object.keys(output.read()).map((file) => fs.statSync(output.path(file)).ino);
    const before = inodes();
    expect(output.commit(synth)).toMatchObject({ written: [], unchangedFiles: 3 });
    expect(inodes()).toEqual(before);
  });

  test("of one changed stack does not touch the files of other stacks", () => {
    const output = new Output(synthOf({ a: "1", b: "1" }));
    const inode = fs.statSync(output.path("stacks/b/cdk.tf.json")).ino;
    expect(output.commit(synthOf({ a: "2", b: "1" })).written).toEqual(["stacks/a/cdk.tf.json"]);
    expect(fs.statSync(output.path("stacks/b/cdk.tf.json")).ino).toBe(inode);
  });

  test("removes a file that synth no longer writes, and its empty folder", () => {
    const output = new Output(synthOf({ a: { "cdk.tf.json": "1", "charts/x/Chart.yaml": "x" } }));
    output.commit(synthOf({ a: "1" }));
    expect(output.read()).toEqual(synthOf({ a: "1" }));
    expect(fs.existsSync(output.path("stacks/a/charts"))).toBe(false);
  });

  test("replaces a file by a folder, and a folder by a file", () => {
    const output = new Output(synthOf({ a: { "cdk.tf.json": "1", x: "file", "y/z": "in a folder" } }));
    const next = synthOf({ a: { "cdk.tf.json": "1", "x/z": "in a folder", y: "file" } });
    output.commit(next);
    expect(output.read()).toEqual(next);
  });

  test("follows a symbolic link to the output folder", () => {
    const output = new Output();
    const link = new Output().beside("link");
    fs.mkdirSync(output.outdir);
    fs.symlinkSync(output.outdir, link);
    output.commit(synthOf({ a: "1" }), { outdir: link });
    expect(output.read()).toEqual(synthOf({ a: "1" }));
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  });

  test("creates missing folders above the output folder", () => {
    const output = new Output();
    output.commit(synthOf({ a: "1" }), { outdir: output.path("deeper", "cdktf.out") });
    expect(output.read("deeper", "cdktf.out")).toEqual(synthOf({ a: "1" }));
  });

  test("rethrows an error of the synth itself, and leaves the output unchanged", () => {
    const output = new Output(synthOf({ a: "1" }));
    const thrown = new Error("a mistake in a construct");
    const write = (staged: string) => {
      writeTree(staged, { "stacks/a/cdk.tf.json": "half" });
      throw thrown;
    };
    expect(() => output.commitBy(write)).toThrow(thrown);
    expect(output.read()).toEqual(synthOf({ a: "1" }));
    expect(output.leftovers()).toEqual([]);
  });

  test("does not report a file that synth cannot read as a problem of the output folder", () => {
    const output = new Output();
    const missing = output.beside("environments", "none.yaml");
    const call = () => output.commit({}, { write: () => fs.readFileSync(missing) });
    expect(call).toThrow(expect.objectContaining({ code: "ENOENT", path: missing }));
    expect(call).not.toThrow(UserError);
  });

  test("fails when synth writes no manifest", () => {
    const output = new Output();
    expect(failure(() => output.commit({ "stacks/a/cdk.tf.json": "1" }))).toContain("manifest.json");
    expect(output.leftovers()).toEqual([]);
  });
});

describe("files of the user", () => {
  const USER_FILES = {
    "stacks/a/.terraform/providers/x": "provider",
    "stacks/a/.terraform.lock.hcl": "lock",
    "stacks/a/terraform.tfstate": '{"resources":[{}]}',
    "stacks/a/terraform.tfstate.backup": "older",
    "stacks/a/prod.tfvars": "x = 1",
    "stacks/a/plan": "plan",
    "stacks/notes/readme.md": "mine",
    "notes.md": "mine",
  };

  test("are kept by every synth", () => {
    const output = new Output(synthOf({ a: "1" }));
    output.add(USER_FILES);
    const report = output.commit(synthOf({ a: "2" }));
    output.commit(synthOf({ a: "3" }));
    expect(output.read()).toEqual({ ...synthOf({ a: "3" }), ...USER_FILES });
    expect(report.keptStacks).toEqual([]);
  });

  test("do not include the output of plain cdktf, which has no record", () => {
    const output = new Output();
    const plain = synthOf({ a: { "cdk.tf.json": "1", "assets/x/1": "same" }, gone: "1" });
    output.add(plain);
    const next = synthOf({ a: { "cdk.tf.json": "2", "assets/x/1": "same" } });
    expect(output.commit(next).removedStacks).toEqual(["gone"]);
    expect(output.read()).toEqual(next);
  });

  test("do not include a file with the bytes that synth writes", () => {
    const output = new Output(synthOf({}));
    output.add({ "stacks/a/charts/x": "same" });
    output.commit(synthOf({ a: { "cdk.tf.json": "1", "charts/x": "same" } }));
    output.commit(synthOf({ a: "1" }));
    expect(output.read()).toEqual(synthOf({ a: "1" }));
  });

  test("fails when synth would overwrite them, and names each file", () => {
    const output = new Output(synthOf({}));
    output.add({ "stacks/a/charts/x": "mine", "stacks/a/y": "mine" });
    const before = output.read();
    const next = synthOf({ a: { "cdk.tf.json": "1", "charts/x": "synth", y: "synth" } });
    const message = failure(() => output.commit(next));
    expect(message.split("\n")).toEqual([
      expect.stringMatching(
        /cdktf\.out\/stacks\/a\/charts\/x: got a file that synth did not write, expected .*; /,
      ),
      expect.stringMatching(
        /cdktf\.out\/stacks\/a\/y: got a file that synth did not write, expected .*; move/,
      ),
    ]);
    expect(output.read()).toEqual(before);
    expect(output.leftovers()).toEqual([]);
  });

  test.each([
    ["a file where synth needs a folder", { "stacks/a/charts": "mine" }, "expected a folder"],
    ["a folder where synth writes a file", { "stacks/a/cdk.tf.json/x": "mine" }, "expected a file"],
    ["a file where a stack needs its folder", { "stacks/a": "mine" }, "expected a folder"],
    ["a file named stacks", { stacks: "mine" }, "expected a folder"],
  ])("fails when there is %s", (_, mine, expected) => {
    const output = new Output(synthOf({}));
    output.add(mine);
    const next = synthOf({ a: { "cdk.tf.json": "1", "charts/x": "1" } });
    const call = () => output.commit(next);
    expect(call).toThrow(UserError);
    expect(failure(call)).toContain(expected);
    expect(output.read()).toEqual({ ...synthOf({}), ...mine });
  });

  test("fails when the output folder is a file", () => {
    const output = new Output();
    fs.writeFileSync(output.outdir, "mine");
    expect(failure(() => output.commit(synthOf({})))).toMatch(/cdktf\.out: got a file, expected a folder/);
    expect(fs.readFileSync(output.outdir, "utf8")).toBe("mine");
  });

  test.each([
    ["files", { "main.ts": "mine" }],
    ["folders, one of them named stacks,", { "stacks/network.ts": "mine", "core/cidr.ts": "mine" }],
  ])("fails when the output folder has %s and no earlier synth", (_, mine) => {
    const output = new Output();
    output.add(mine);
    const call = () => output.commit(synthOf({ a: "1" }));
    expect(call).toThrow(UserError);
    expect(failure(call)).toMatch(
      /cdktf\.out: got a folder with files and no manifest\.json, expected an empty folder or .*; choose another/,
    );
    expect(output.read()).toEqual(mine);
    expect(output.leftovers()).toEqual([]);
  });

  test("do not block a synth into an empty folder", () => {
    const output = new Output();
    fs.mkdirSync(output.outdir);
    output.commit(synthOf({ a: "1" }));
    expect(output.read()).toEqual(synthOf({ a: "1" }));
  });

  test("do not block a synth into the output of an earlier one whose manifest was deleted", () => {
    const output = new Output(synthOf({ a: "1" }));
    fs.rmSync(output.path("manifest.json"));
    output.commit(synthOf({ a: "1" }));
    expect(output.read()).toEqual(synthOf({ a: "1" }));
  });

  test("fails when cdktf did not write manifest.json, such as the manifest of a web page", () => {
    const output = new Output();
    output.add({ "manifest.json": '{"name":"page"}' });
    expect(failure(() => output.commit(synthOf({ a: "1" })))).toContain("cdktf did not write");
    expect(output.read()).toEqual({ "manifest.json": '{"name":"page"}' });
  });

  test("outside the output folder are kept, even if the record names them", () => {
    const output = new Output(synthOf({ a: "1" }));
    const outside = output.beside("precious");
    fs.writeFileSync(outside, "mine");
    output.add({
      [RECORD_NAME]: JSON.stringify({
        files: { "../precious": "", [outside]: "", "stacks/a/../../../precious": "" },
      }),
    });
    output.commit(synthOf({ a: "2" }));
    expect(fs.readFileSync(outside, "utf8")).toBe("mine");
  });
});

describe("the record", () => {
  const recordOf = (output: Output): Record<string, string> =>
    (JSON.parse(fs.readFileSync(output.path(RECORD_NAME), "utf8")) as { files: Record<string, string> })
      .files;

  test("has the digest of each file of the output", () => {
    const output = new Output(synthOf({ a: "1", b: { "cdk.tf.json": "2", "charts/x": "3" } }));
    const digests = recordOf(output);
    expect(Object.keys(digests)).toEqual(Object.keys(output.read()).sort());
    for (const [file, digest] of Object.entries(digests)) expect(digest).toBe(sha256Of(output.path(file)));
  });

  test("keeps what synth wrote of an environment that a later synth leaves out, also after an edit", () => {
    const output = new Output(synthOf({ "dev-network": "1", "prod-network": "1" }));
    const written = recordOf(output)["stacks/dev-network/cdk.tf.json"];
    fs.writeFileSync(output.path("stacks/dev-network/cdk.tf.json"), "edited");
    output.commit(synthOf({ "prod-network": "2" }), {
      isOutOfScope: (stack: string) => !stack.startsWith("prod-"),
    });
    expect(recordOf(output)["stacks/dev-network/cdk.tf.json"]).toBe(written);
  });

  test("of an older synth, without digests, still names the files that synth may remove", () => {
    const output = new Output(synthOf({ a: { "cdk.tf.json": "1", "charts/x": "1" } }));
    output.add({ [RECORD_NAME]: JSON.stringify({ files: Object.keys(recordOf(output)) }) });
    output.commit(synthOf({ a: "1" }));
    expect(output.read()).toEqual(synthOf({ a: "1" }));
  });
});
