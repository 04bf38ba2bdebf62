import { READINGS as gpus } from "./readings/gpus";
import { READINGS as instances } from "./readings/instances";
import { READINGS as limits } from "./readings/limits";
import { READINGS as nodes } from "./readings/nodes";
import { READINGS as prices } from "./readings/prices";
import { READINGS as regions } from "./readings/regions";
import { READINGS as replacements } from "./readings/replacements";
import { READINGS as services } from "./readings/services";
import { READINGS as versions } from "./readings/versions";

const ALL = [gpus, instances, limits, nodes, prices, regions, replacements, services, versions].flat();

test.each(ALL)("a second source has the same facts: $title", ({ differences }) => {
  expect(differences()).toEqual([]);
});
