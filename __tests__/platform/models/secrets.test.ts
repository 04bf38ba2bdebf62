import { secretProviderClass } from "../../../src/platform/models/secrets";

test("API-06 the secrets driver receives region and names, and no value", () => {
  const { spec } = secretProviderClass({
    name: "m",
    namespace: "n",
    region: "eu-west-1",
    secrets: [{ name: "a/b" }, { name: "c" }],
  });
  expect(spec).toEqual({
    provider: "aws",
    parameters: {
      region: "eu-west-1",
      objects: JSON.stringify([
        { objectName: "a/b", objectType: "secretsmanager" },
        { objectName: "c", objectType: "secretsmanager" },
      ]),
    },
  });
});
