import { environmentSettings } from "../../src/environment/settings";
import { formatPath } from "../../src/environment/problems";
import { ACCOUNT, load } from "./loader/folder";

test("each value is listed with its location, and each default without a location", () => {
  const [environment] = load({
    "base.yaml": `${ACCOUNT}network:\n  cidr: 10.1.0.0/16\n`,
    "prod.yaml": "extends: base\nmodels:\n  - name: api\n    image: { tag: one }\n",
  }).filter(({ name }) => name === "prod");
  if (!environment) throw new Error("no environment");
  const settings = environmentSettings(environment).map(({ path, value, at }) => [
    formatPath(path),
    value,
    at?.replace(/^.*\//, ""),
  ]);
  expect(settings).toEqual([
    ["account", "111122223333", "base.yaml:1:10"],
    ["version", "1.35", undefined],
    ["network.cidr", "10.1.0.0/16", "base.yaml:3:9"],
    ["network.egress", "none", undefined],
    ["network.flowLogs", false, undefined],
    ["network.zones", ["a", "b"], undefined],
    ["nodeGroups", {}, undefined],
    ["tags", {}, undefined],
    ["models[0].name", "api", "prod.yaml:3:11"],
    ["models[0].image.tag", "one", "prod.yaml:4:19"],
  ]);
});
