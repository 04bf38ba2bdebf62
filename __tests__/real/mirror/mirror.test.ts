import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ImageList, imageListOf } from "../../../src/project/image-list";
import { digestKey } from "../../../src/project/image-lock/digests";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { Machine, PASSWORD } from "./harness/machine";
import { sha256Of } from "./harness/sources";

const plan = environmentPlan(
  planWith("retail-forecast", {
    cluster: {
      nodeGroups: {
        general: {},
        arm: { instanceTypes: ["m7g.large"] },
        gpu: { instanceTypes: ["g5.xlarge"] },
      },
    },
    models: [
      {
        name: "api",
        image: { tag: "1.0.0" },
        port: 8080,
        paths: ["/"],
        secrets: ["api/key"],
        nodeGroup: "general",
      },
      { name: "big", image: { tag: "2.0.0" }, port: 8081, paths: ["/big"], nodeGroup: "gpu", gpus: 1 },
    ],
  }),
);

/** An environment without internet access that copies seven images and four charts. */
const list = imageListOf(plan);
const repositories = plan.resources("aws_ecr_repository").map(({ config }) => String(config["name"]));

/** A list with the first image only. */
const oneImage = (change: object = {}): ImageList => ({
  ...list,
  images: list.images.slice(0, 1).map((image) => ({ ...image, ...change })),
  charts: [],
  owned: [],
});

const oneChart = (change: object = {}): ImageList => ({
  ...list,
  images: [],
  charts: list.charts.slice(0, 1).map((chart) => ({ ...chart, ...change })),
  owned: [],
});

const nameOf = ({ images: [image] }: ImageList): string => `${String(image?.target)}:${String(image?.tag)}`;
const chartNameOf = ({ charts: [chart] }: ImageList): string =>
  `${String(chart?.target)}:${String(chart?.version)}`;

let machine: Machine;
/** The list with the digests of its sources. */
let published: ImageList;

beforeEach(async () => {
  machine = await Machine.start(repositories);
});

afterEach(async () => {
  await machine.stop();
  rmSync(machine.folder, { recursive: true });
});

/** Checks that every image and chart is in the account's registry, and equals its source. */
async function expectAllCopied(): Promise<void> {
  for (const { target, tag, digest } of published.images)
    expect(await machine.there(`${String(target)}:${String(tag)}`)).toBe(digest);
  for (const { target, version, digest } of published.charts) {
    const manifest = await machine.sources.crane("manifest", machine.inside(`${String(target)}:${version}`));
    expect(manifest).toContain(String(digest));
  }
}

describe("IMG-01 the mirror script of an environment with secrets, GPUs and two architectures", () => {
  beforeEach(async () => {
    published = await machine.publish(list);
  });

  test("copies seven images with all platforms and four charts, and records their digests", async () => {
    const { code, stdout, stderr } = await machine.mirror(list);
    expect(stderr).toBe(
      list.owned
        .map(
          ({ target, tag }) => `not pushed yet by its owner: ${machine.shown(`${target}:${String(tag)}`)}\n`,
        )
        .join(""),
    );
    expect(stdout).toContain("11 of 11: ");
    expect(stdout).toContain("11 copied, 0 already there, 0 failed, 2 to be pushed by their owners");
    expect(code).toBe(0);
    await expectAllCopied();
    const expected = [...published.images, ...published.charts].map((each) => [digestKey(each), each.digest]);
    expect([...machine.recorded(list)].sort()).toEqual(expected.sort());
  });

  test("killed in the middle of a copy, it continues, and then changes nothing", async () => {
    const running = machine.begin(list);
    let tags = 0;
    machine.ecr.onTag = () => {
      tags += 1;
      if (tags === 4) process.kill(-Number(running.pid), "SIGKILL");
    };
    await running.finished;
    machine.ecr.onTag = () => {};
    expect(machine.recorded(list).size).toBe(3);

    const second = await machine.mirror(list);
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/[78] copied, [34] already there, 0 failed/);
    await expectAllCopied();

    const changes = machine.ecr.changes();
    const third = await machine.mirror(list);
    expect(third.code).toBe(0);
    expect(third.stdout).toContain("0 copied, 11 already there, 0 failed");
    expect(machine.ecr.changes()).toBe(changes);
    expect(new Set(machine.ecr.written).size).toBe(machine.ecr.written.length);
  });

  test("a dry run names all copies and changes nothing", async () => {
    const { code, stdout } = await machine.mirror(list, "--dry-run");
    expect(stdout).toContain("11 to copy, 0 already there, 0 failed");
    expect(code).toBe(0);
    expect(machine.ecr.changes()).toBe(0);
    expect(machine.recorded(list).size).toBe(0);
  });

  test("with recorded digests, a run after the first one reads no source", async () => {
    await machine.mirror(published);
    await machine.authors.stop();
    await machine.charts.stop();
    const { code, stdout } = await machine.mirror(published, "--no-login");
    expect(stdout).toContain("0 copied, 11 already there, 0 failed");
    expect(code).toBe(0);
  });

  test("a repository that does not exist stops one copy, and no other", async () => {
    const [{ target = "" } = {}] = list.images;
    const missing = `${target}-of-a-stack-that-was-not-applied`;
    const images = list.images.map((image, index) => (index === 0 ? { ...image, target: missing } : image));
    const { code, stdout, stderr } = await machine.mirror({ ...list, images });
    expect(stdout).toContain("10 copied, 0 already there, 1 failed");
    expect(stderr).toContain("does not exist");
    expect(stderr).toContain("apply the cluster stack first");
    expect(code).toBe(1);
  });
});

describe("IMG-01 the mirror script", () => {
  test("refuses a tag of the account's registry that has another digest, and leaves it", async () => {
    published = await machine.publish(oneImage());
    const name = nameOf(published);
    const other = await machine.sources.plainImage(machine.inside(name), "linux/amd64");
    for (const each of [oneImage(), published]) {
      const { code, stderr } = await machine.mirror(each);
      expect(stderr).toContain(`is ${other}, expected ${String(published.images[0]?.digest)}`);
      expect(code).toBe(1);
    }
    expect(await machine.there(name)).toBe(other);
    expect(machine.ecr.written).toEqual([]);
  });

  test("interrupted, says how to continue, and leaves no temporary file", async () => {
    await machine.publish(oneImage());
    const running = machine.begin(oneImage());
    machine.ecr.onTag = () => process.kill(-Number(running.pid), "SIGTERM");
    const { code, stderr } = await running.finished;
    expect(stderr).toContain("interrupted: run the same command again to continue");
    expect(code).toBe(130);
    expect(readdirSync(machine.temporary)).toEqual([]);
    machine.ecr.onTag = () => {};
    expect((await machine.mirror(oneImage())).code).toBe(0);
  });

  test("refuses a source that differs from the lock", async () => {
    published = await machine.publish(oneImage());
    const locked = `sha256:${"0".repeat(64)}`;
    const { code, stderr } = await machine.mirror(oneImage({ digest: locked }));
    expect(stderr).toContain(`is ${String(published.images[0]?.digest)}, but the lock records ${locked}`);
    expect(code).toBe(1);
    expect(machine.ecr.changes()).toBe(0);
  });

  test("refuses a source whose tag moved since an earlier run recorded its digest", async () => {
    published = await machine.publish(oneImage());
    await machine.mirror(oneImage(), "--dry-run");
    const { code } = await machine.mirror(oneImage());
    expect(code).toBe(0);
    const [image] = published.images;
    await machine.sources.plainImage(
      `${machine.authors.host}/${String(image?.source)}:${String(image?.tag)}`,
      "linux/amd64",
    );
    // Another registry, such as one in a second region, with the same file of digests.
    const second = oneImage({ target: list.images[1]?.target });
    const moved = await machine.mirror(second);
    expect(moved.stderr).toContain(`but the lock records ${String(image?.digest)}`);
    expect(moved.code).toBe(1);
  });

  test.each([
    ["an index", (name: string) => machine.sources.image(name, ["linux/amd64"])],
    ["an image without an index", (name: string) => machine.sources.plainImage(name, "linux/amd64")],
  ])("refuses %s that lacks a needed platform", async (_, push) => {
    const [image] = list.images;
    await push(`${machine.authors.host}/${String(image?.source)}:${String(image?.tag)}`);
    const { code, stderr } = await machine.mirror(oneImage({ platforms: ["linux/amd64", "linux/arm64"] }));
    expect(stderr).toContain("lacks the platform linux/arm64, which nodes need; it has: linux/amd64");
    expect(code).toBe(1);
    expect(machine.ecr.changes()).toBe(0);
  });

  test("copies an image without an index", async () => {
    const [image] = list.images;
    const source = `${machine.authors.host}/${String(image?.source)}:${String(image?.tag)}`;
    const digest = await machine.sources.plainImage(source, "linux/amd64");
    expect((await machine.mirror(oneImage({ platforms: ["linux/amd64"] }))).code).toBe(0);
    expect(await machine.there(nameOf(oneImage()))).toBe(digest);
  });

  test("refuses a chart that differs from the lock", async () => {
    published = await machine.publish(oneChart());
    const { code, stderr } = await machine.mirror(oneChart({ digest: `sha256:${"0".repeat(64)}` }));
    expect(stderr).toContain(`is ${String(published.charts[0]?.digest)}, but the lock records`);
    expect(code).toBe(1);
    expect(machine.ecr.changes()).toBe(0);
  });

  test("refuses a chart of the account's registry with other contents, and leaves it", async () => {
    published = await machine.publish(oneChart());
    const [chart] = published.charts;
    const other = await machine.sources.chart(String(chart?.chart), String(chart?.version), "2");
    const name = chartNameOf(published);
    const folder = machine.inside(String(chart?.target)).replace(/\/[^/]*$/, "");
    await machine.sources.helm("push", other, `oci://${folder}`, "--plain-http");
    const before = await machine.there(name);
    const { code, stderr } = await machine.mirror(oneChart());
    expect(stderr).toContain(`is ${sha256Of(other)}, expected ${String(chart?.digest)}`);
    expect(code).toBe(1);
    expect(await machine.there(name)).toBe(before);
  });

  test("copies a chart of an OCI registry, with a plus sign in its version", async () => {
    const [entry] = list.charts;
    const archive = await machine.sources.chart(String(entry?.chart), "3.5.0+build.1");
    await machine.sources.helm(
      "push",
      archive,
      `oci://${machine.authors.host}/ghcr.io/authors`,
      "--plain-http",
    );
    const fromOci = oneChart({ source: "oci://ghcr.io/authors", version: "3.5.0+build.1" });
    const { code, stderr } = await machine.mirror(fromOci);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(machine.ecr.written).toEqual([expect.stringMatching(/:3\.5\.0_build\.1$/)]);
    expect([...machine.recorded(fromOci).values()]).toEqual([sha256Of(archive)]);
  });

  test("names an image of an owner that lacks a platform", async () => {
    const [own] = list.owned;
    const name = `${String(own?.target)}:${String(own?.tag)}`;
    await machine.sources.plainImage(machine.inside(name), "linux/arm64");
    const { code, stderr } = await machine.mirror({ ...list, images: [], charts: [] });
    expect(stderr).toContain("lacks the platform linux/amd64");
    expect(stderr).toContain("not pushed yet by its owner: ");
    expect(code).toBe(1);
  });

  test("logs in through the clients' configuration, and passes the password in no argument", async () => {
    await machine.publish(oneImage());
    expect((await machine.mirror(oneImage())).code).toBe(0);
    const calls = machine.calls();
    expect(calls).toContain("aws ecr get-login-password --region ap-southeast-1");
    expect(calls).toContain(`helm registry login --username AWS --password-stdin ${machine.ecr.host}`);
    expect(calls).not.toContain(PASSWORD);
    expect(readFileSync(join(machine.folder, "mirror-images.sh"), "utf8")).not.toContain(PASSWORD);
  });

  test("runs no command that is part of a name", async () => {
    const odd = `it's"; touch pwned; $(touch pwned) \`touch pwned\``;
    const { code } = await machine.mirror({ ...oneImage({ source: odd, tag: odd }), notJudged: [odd] });
    expect(code).toBe(1);
    expect(() => readFileSync(join(machine.folder, "pwned"))).toThrow("ENOENT");
  });

  test.each([
    [["--help"], 0, "usage: bash mirror-images.sh"],
    [["--wrong"], 2, "usage: bash mirror-images.sh"],
  ])("with %j, prints its usage", async (options, status, text) => {
    const { code, output } = await machine.mirror(list, ...options);
    expect(output).toContain(text);
    expect(code).toBe(status);
  });
});
