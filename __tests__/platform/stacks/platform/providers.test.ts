import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { VARIANTS, leaves, platform } from "./platform-stack";

test.each(VARIANTS)("STATE-01 %s: the providers fetch a cluster credential in each run", (variant) => {
  const { helm, kubernetes } = platform(variant).providers;
  const [connection] = asArray(helm) as JsonObject[];
  expect(asObject(connection?.["kubernetes"])).toMatchObject({ exec: { command: "aws" } });
  expect(asArray(kubernetes)[0]).toMatchObject({ exec: [{ command: "aws" }] });
});

test.each(VARIANTS)("STATE-01 %s: no provider block contains a credential", (variant) => {
  const { providers } = platform(variant);
  expect(Object.keys(providers)).toEqual(expect.arrayContaining(["helm", "kubernetes"]));
  expect(leaves(providers).filter(([key]) => /^(token|password|client_key)$/.test(key))).toEqual([]);
});
