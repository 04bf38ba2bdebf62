import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { z } from "../../../src/base/zod";
import { expects } from "../../../src/environment/expects";
import { loadEnvironments, readEnvironments } from "../../../src/environment/load";
import { type LoadedEnvironment } from "../../../src/environment/loaded-environment";
import { type LoadRequest } from "../../../src/environment/load-request";
import { ConfigError } from "../../../src/environment/problems";

/** A small schema with one key of each type. */
export const smallSchema = z.strictObject({
  account: z.string().regex(/^\d{12}$/, expects("12 digits", 'quote it: "111122223333"')),
  owner: z.string().min(1).max(20).optional(),
  version: z
    .string()
    .regex(/^\d+\.\d+$/, expects("a version such as 1.35", "give two numbers"))
    .default("1.35"),
  network: z
    .strictObject({
      cidr: z.string().default("10.0.0.0/16"),
      egress: z.enum(["none", "single-nat"]).default("none"),
      natGateways: z.int().min(1).max(3).optional(),
      flowLogs: z.boolean().default(false),
      zones: z.array(z.string()).min(2).max(3).default(["a", "b"]),
    })
    .prefault({}),
  nodeGroups: z
    .record(
      z.string().regex(/^[a-z]+$/, expects("lower-case letters", "rename the group")),
      z.strictObject({
        host: z.string().optional(),
        diskGiB: z.int().min(20).max(100).default(50),
        share: z.number().gt(0).max(1).default(1),
      }),
    )
    .default({}),
  entry: z
    .discriminatedUnion("type", [
      z.strictObject({
        type: z.literal("ingress"),
        host: z.string().optional(),
        port: z.string().optional(),
        scheme: z.string().default("internal"),
      }),
      z.strictObject({ type: z.literal("nlb"), port: z.int().min(1).max(65535) }),
    ])
    .optional(),
  peer: z.union([z.literal("all"), z.int().min(1)]).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  models: z
    .array(z.strictObject({ name: z.string().min(1), image: z.strictObject({ tag: z.string() }).optional() }))
    .default([]),
});

export type SmallConfig = z.output<typeof smallSchema>;

export const ACCOUNT = 'account: "111122223333"\n';

export type Files = Readonly<Record<string, string | Uint8Array>>;
type Options<T> = Partial<LoadRequest<T>>;

/** Loads files from a temporary folder; a name without `.` becomes `<name>.yaml`. */
export function load(
  files: Files,
  options: Options<SmallConfig> = {},
): readonly LoadedEnvironment<SmallConfig>[] {
  return inFolder(files, (directory) => loadEnvironments({ directory, schema: smallSchema, ...options }));
}

/** Configuration of a single environment. */
export function loadOne(text: string): SmallConfig {
  const [only] = load({ prod: text });
  if (!only) throw new Error("nothing was loaded");
  return only.config;
}

/** Lines of the error message, without the folder. */
export function problems(files: Files, options: Options<SmallConfig> = {}): string[] {
  let folder = "";
  try {
    inFolder(files, (directory) => {
      folder = directory;
      return loadEnvironments({ directory, schema: smallSchema, ...options });
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Messages show the path relative to the working directory if it is shorter.
    const near = relative(process.cwd(), folder);
    return [`${folder}/`, `${near}/`]
      .reduce((text, prefix) => text.replaceAll(prefix, ""), error.message)
      .replaceAll(folder, "DIR")
      .replaceAll(near, "DIR")
      .split("\n");
  }
  return [];
}

/** The files to correct of each environment that is refused, without the folder. */
export const refused = (files: Files, options: Options<SmallConfig> = {}): Record<string, string[]> =>
  inFolder(files, (directory) =>
    Object.fromEntries(
      [...readEnvironments({ directory, schema: smallSchema, ...options }).refused].map(([name, paths]) => [
        name,
        paths.map((path) => basename(path)),
      ]),
    ),
  );

/** Lines of the error message for a single file `prod.yaml`, without its name. */
export function problemsOf(text: string | Uint8Array): string[] {
  return problems({ prod: text }).map((line) => line.replace(/^prod\.yaml:/, ""));
}

export function inFolder<R>(files: Files, use: (directory: string) => R): R {
  const directory = mkdtempSync(join(tmpdir(), "environments-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      const file = join(directory, name.includes(".") ? name : `${name}.yaml`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
