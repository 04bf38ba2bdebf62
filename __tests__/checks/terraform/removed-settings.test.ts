import { type Layer } from "../../../src/base/layers";
import { newlyFound } from "../../support/findings";
import { HYGIENE_CHECKS } from "../../support/hygiene-checks";
import { planOf } from "../../support/reference-plans";
import { ML, edited } from "./edits";

test.each<[Layer, string]>([
  ["state", "aws_s3_bucket_public_access_block.state_bucket"],
  ["state", "aws_s3_bucket_ownership_controls.state_bucket"],
  ["state", "aws_s3_bucket_server_side_encryption_configuration.state_bucket"],
  ["state", "aws_s3_bucket_versioning.state_bucket"],
  ["cluster", "aws_cloudwatch_log_group.control_plane"],
  ["network", "aws_default_security_group.default"],
])("%s: a check reports the removal of any attribute of %s", (layer, address) => {
  const { config = {} } = planOf(ML).stack(layer).find(address) ?? {};
  const keys = Object.keys(config).filter((key) => key !== "//");
  const without = (key: string) =>
    edited(layer, address, (resource) => Reflect.deleteProperty(resource, key));
  expect(keys).not.toEqual([]);
  expect(keys.filter((key) => newlyFound(HYGIENE_CHECKS, ML, without(key)).length === 0)).toEqual([]);
});
