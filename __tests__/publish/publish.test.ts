import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../../src/core/errors";
import { RECORD_NAME } from "../../src/publish/places";
import { publish } from "../../src/publish/publish";
import {
  besides,
  EVERYTHING_IN_SCOPE,
  failure,
  newOutdir,
  publishTree,
  readTree,
  removeOutdirs,
  synthOf,
  writeTree,
} from "./fixture";

afterAll(removeOutdirs);

describe("what is published", () => {
  test("a first synth appears whole, byte for byte, with nothing left beside it", () => {
    const outdir = newOutdir();
    const synth = synthOf({ a: "{}", b: { "cdk.tf.json": "{}", "charts/x/Chart.yaml": "name: x" } });
    const report = publishTree(outdir, synth);
    expect(readTree(outdir)).toEqual(synth);
    expect(report).toEqual({
      written: Object.keys(synth).sort(),
      unchangedFiles: 0,
      removedStacks: [],
      keptStacks: [],
    });
    expect(besides(outdir)).toEqual([]);
  });

  test("the same synth again renames nothing", () => {
    const outdir = newOutdir();
    const synth = synthOf({ a: "{}", b: "{}" });
    publishTree(outdir, synth);
    const inodes = () =>
      Object.keys(readTree(outdir)).map((file) => fs.statSync(path.join(outdir, file)).ino);
    const before = inodes();
    expect(publishTree(outdir, synth)).toMatchObject({ written: [], unchangedFiles: 3 });
    expect(inodes()).toEqual(before);
  });

  test("a change to one stack leaves the files of the others where they are", () => {
    const outdir = newOutdir();
    publishTree(outdir, synthOf({ a: "1", b: "1" }));
    const inode = fs.statSync(path.join(outdir, "stacks/b/cdk.tf.json")).ino;
    expect(publishTree(outdir, synthOf({ a: "2", b: "1" })).written).toEqual(["stacks/a/cdk.tf.json"]);
    expect(fs.statSync(path.join(outdir, "stacks/b/cdk.tf.json")).ino).toBe(inode);
  });

  test("a file that synth no longer writes goes, with the folder that only it was in", () => {
    const outdir = newOutdir();
    publishTree(outdir, synthOf({ a: { "cdk.tf.json": "1", "charts/x/Chart.yaml": "x" } }));
    publishTree(outdir, synthOf({ a: "1" }));
    expect(readTree(outdir)).toEqual(synthOf({ a: "1" }));
    expect(fs.existsSync(path.join(outdir, "stacks/a/charts"))).toBe(false);
  });

  test("a file that becomes a folder, and a folder that becomes a file, are both published", () => {
    const outdir = newOutdir();
    publishTree(outdir, synthOf({ a: { "cdk.tf.json": "1", x: "file", "y/z": "in a folder" } }));
    const next = synthOf({ a: { "cdk.tf.json": "1", "x/z": "in a folder", y: "file" } });
    publishTree(outdir, next);
    expect(readTree(outdir)).toEqual(next);
  });

  test("a link to the output folder is followed", () => {
    const outdir = newOutdir();
    const link = path.join(path.dirname(newOutdir()), "link");
    fs.mkdirSync(outdir);
    fs.symlinkSync(outdir, link);
    publishTree(link, synthOf({ a: "1" }));
    expect(readTree(outdir)).toEqual(synthOf({ a: "1" }));
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  });

  test("missing folders above the output folder are made", () => {
    const outdir = path.join(newOutdir(), "deeper", "cdktf.out");
    publishTree(outdir, synthOf({ a: "1" }));
    expect(readTree(outdir)).toEqual(synthOf({ a: "1" }));
  });

  test("an error of the synth itself passes as it is and leaves the output as it was", () => {
    const outdir = newOutdir();
    publishTree(outdir, synthOf({ a: "1" }));
    const thrown = new Error("a mistake in a construct");
    const write = (staged: string) => {
      writeTree(staged, { "stacks/a/cdk.tf.json": "half" });
      throw thrown;
    };
    expect(() => publish({ outdir, write, ...EVERYTHING_IN_SCOPE })).toThrow(thrown);
    expect(readTree(outdir)).toEqual(synthOf({ a: "1" }));
    expect(besides(outdir)).toEqual([]);
  });

  test("a file that the synth could not read is not taken for a problem of the output folder", () => {
    const outdir = newOutdir();
    const missing = path.join(path.dirname(outdir), "environments", "none.yaml");
    const call = () => publishTree(outdir, {}, { write: () => fs.readFileSync(missing) });
    expect(call).toThrow(expect.objectContaining({ code: "ENOENT", path: missing }));
    expect(call).not.toThrow(UserError);
  });

  test("a synth without a manifest is a fault of the program", () => {
    const outdir = newOutdir();
    expect(failure(() => publishTree(outdir, { "stacks/a/cdk.tf.json": "1" }))).toContain("manifest.json");
    expect(besides(outdir)).toEqual([]);
  });
});

describe("what belongs to the user", () => {
  const USER_FILES = {
    "stacks/a/.terraform/providers/x": "provider",
    "stacks/a/.terraform.lock.hcl": "lock",
    "stacks/a/terraform.tfstate": '{"resources":[{}]}',
    "stacks/a/terraform.tfstate.backup": "older",
    "stacks/a/moto_override.tf.json": "{}",
    "stacks/a/prod.tfvars": "x = 1",
    "stacks/a/plan": "plan",
    "stacks/notes/readme.md": "mine",
    "notes.md": "mine",
  };

  test("files that synth never wrote stay through every synth", () => {
    const outdir = newOutdir();
    publishTree(outdir, synthOf({ a: "1" }));
    writeTree(outdir, USER_FILES);
    const report = publishTree(outdir, synthOf({ a: "2" }));
    publishTree(outdir, synthOf({ a: "3" }));
    expect(readTree(outdir)).toEqual({ ...synthOf({ a: "3" }), ...USER_FILES });
    expect(report.keptStacks).toEqual([]);
  });

  test("the output of plain cdktf, which has no record, is taken over", () => {
    const outdir = newOutdir();
    const plain = synthOf({ a: { "cdk.tf.json": "1", "assets/x/1": "same" }, gone: "1" });
    writeTree(outdir, plain);
    const next = synthOf({ a: { "cdk.tf.json": "2", "assets/x/1": "same" } });
    expect(publishTree(outdir, next).removedStacks).toEqual(["gone"]);
    expect(readTree(outdir)).toEqual(next);
  });

  test("a file with the bytes that synth would write becomes synth's", () => {
    const outdir = newOutdir();
    writeTree(outdir, { "stacks/a/charts/x": "same" });
    publishTree(outdir, synthOf({ a: { "cdk.tf.json": "1", "charts/x": "same" } }));
    publishTree(outdir, synthOf({ a: "1" }));
    expect(readTree(outdir)).toEqual(synthOf({ a: "1" }));
  });

  test("fails when synth would write over a file that it never wrote, and names every such file", () => {
    const outdir = newOutdir();
    writeTree(outdir, { "stacks/a/charts/x": "mine", "stacks/a/y": "mine" });
    const before = readTree(outdir);
    const next = synthOf({ a: { "cdk.tf.json": "1", "charts/x": "synth", y: "synth" } });
    const message = failure(() => publishTree(outdir, next));
    expect(message.split("\n")).toEqual([
      expect.stringMatching(
        /cdktf\.out\/stacks\/a\/charts\/x: got a file that synth did not write, expected .*; /,
      ),
      expect.stringMatching(
        /cdktf\.out\/stacks\/a\/y: got a file that synth did not write, expected .*; move/,
      ),
    ]);
    expect(readTree(outdir)).toEqual(before);
    expect(besides(outdir)).toEqual([]);
  });

  test.each([
    ["a file where synth needs a folder", { "stacks/a/charts": "mine" }, "expected a folder"],
    ["a folder where synth writes a file", { "stacks/a/cdk.tf.json/x": "mine" }, "expected a file"],
    ["a file where a stack's folder goes", { "stacks/a": "mine" }, "expected a folder"],
    ["a file named stacks", { stacks: "mine" }, "expected a folder"],
  ])("fails when there is %s", (_, mine, expected) => {
    const outdir = newOutdir();
    writeTree(outdir, mine);
    const next = synthOf({ a: { "cdk.tf.json": "1", "charts/x": "1" } });
    const call = () => publishTree(outdir, next);
    expect(call).toThrow(UserError);
    expect(failure(call)).toContain(expected);
    expect(readTree(outdir)).toEqual(mine);
  });

  test("fails when the output folder is a file", () => {
    const outdir = newOutdir();
    fs.writeFileSync(outdir, "mine");
    expect(failure(() => publishTree(outdir, synthOf({})))).toMatch(
      /cdktf\.out: got a file, expected a folder/,
    );
    expect(fs.readFileSync(outdir, "utf8")).toBe("mine");
  });

  test("fails when manifest.json is not one of cdktf, such as that of a web page", () => {
    const outdir = newOutdir();
    writeTree(outdir, { "manifest.json": '{"name":"page"}' });
    expect(failure(() => publishTree(outdir, synthOf({ a: "1" })))).toContain("cdktf did not write");
    expect(readTree(outdir)).toEqual({ "manifest.json": '{"name":"page"}' });
  });

  test("a record that names files outside of the output folder removes nothing there", () => {
    const outdir = newOutdir();
    publishTree(outdir, synthOf({ a: "1" }));
    const outside = path.join(path.dirname(outdir), "precious");
    fs.writeFileSync(outside, "mine");
    writeTree(outdir, {
      [RECORD_NAME]: JSON.stringify({ files: ["../precious", outside, "stacks/a/../../../precious"] }),
    });
    publishTree(outdir, synthOf({ a: "2" }));
    expect(fs.readFileSync(outside, "utf8")).toBe("mine");
  });
});
