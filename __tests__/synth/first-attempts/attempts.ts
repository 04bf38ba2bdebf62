import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A place as a message writes it, with the fix at its end: `line:column` and the path of a key or the id of a check. */
export interface Advice {
  readonly at: string;
  readonly fix: string;
}

/** Keys that a platform engineer writes first, from memory of another tool. */
export interface Attempt {
  readonly title: string;
  /** Keys of the top level. The others are those of `REST`. */
  readonly attempt: string;
  readonly errors?: readonly Advice[];
  /** Warnings of checks, among those that the environment has anyway. */
  readonly warnings?: readonly Advice[];
  /** The keys after every advice was followed. */
  readonly corrected: string;
}

/** Keys of the top level that an attempt does not write. */
const REST: Readonly<Record<string, string>> = {
  account: 'account: "111122223333"\n',
  region: "region: eu-west-1\n",
  project: "project: demo\n",
  owner: "owner: platform\n",
  repository: "repository: example/demo\n",
  cluster: "cluster:\n  admins: [arn:aws:iam::111122223333:role/admin]\n",
  entry: `entry:
  host: models.example.com
  certificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333
`,
  models: 'models:\n  - name: fraud\n    image: { tag: "1.0.0" }\n',
};

export const ATTEMPTS = readdirSync(__dirname)
  .filter((file) => file.endsWith(".yaml"))
  .flatMap((file) =>
    (parse(readFileSync(join(__dirname, file), "utf8")) as Attempt[]).map((attempt) => ({
      ...attempt,
      from: file.replace(".yaml", ""),
    })),
  );

const keysOf = (text: string): string[] => text.match(/^\w+(?=:)/gm) ?? [];

/** The file begins with the keys of the attempt, so that lines of both are the same. */
export const fileOf = (text: string): string =>
  text +
  Object.entries(REST)
    .filter(([key]) => !keysOf(text).includes(key))
    .map(([, lines]) => lines)
    .join("");
