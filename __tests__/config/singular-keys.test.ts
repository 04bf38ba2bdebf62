import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentSchema } from "../../src/components/environment-schema";
import { loadEnvironments } from "../../src/config/loader/load";
import { workFolder } from "../support/published-output";

/** A file with a key of the first model and one of the network. */
const file = (model: string, network: string) => `account: "222233334444"
region: ap-southeast-2
project: p
owner: o
repository: r
cluster:
  admins: [arn:aws:iam::222233334444:role/admin]
entry: { httpOnly: true }
network: { ${network} }
models:
  - name: m
    image: { tag: "1" }
    ${model}
`;

// The singular can be a key at another place, such as components.argo-cd.repository.path.
test.each([
  ["path: /predict", "", /models\[0\]\.path: .*; did you mean paths\?/],
  ["secret: a", "", /models\[0\]\.secret: .*; did you mean secrets\?/],
  ["port: 8080", "zone: a", /network\.zone: .*; did you mean zones\?/],
])("a key in the singular, %s%s, is corrected at its place", (model, network, expected) => {
  const directory = workFolder("singular");
  writeFileSync(join(directory, "prod.yaml"), file(model, network));
  expect(() => loadEnvironments({ directory, schema: environmentSchema })).toThrow(expected);
  rmSync(directory, { recursive: true });
});
