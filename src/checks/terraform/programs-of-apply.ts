import { block, blocks, type Json, type JsonObject, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const programsOfApply: Check = {
  ...ruleOf(TEXTS, "programs-of-apply"),
  run: (plan) =>
    plan.all.flatMap((resource) =>
      combinedFinding(
        resource,
        "program",
        provisionersIn(resource.config["provisioner"]).map(({ name, body }) =>
          problemOf(name, text(block(body["connection"] ?? resource.config["connection"])["host"])),
        ),
      ),
    ),
};

interface Provisioner {
  readonly name: string;
  readonly body: JsonObject;
}

/** HCL and JSON have provisioners as objects by name, in a list or not. */
const provisionersIn = (value: Json | undefined): Provisioner[] =>
  blocks(value).flatMap((byName) =>
    Object.entries(byName)
      .filter(([name]) => name !== "//")
      .map(([name, body]) => ({ name, body: block(body) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );

const problemOf = (name: string, host: string | undefined): string =>
  name === "local-exec"
    ? "provisioner local-exec runs a command on the machine of the deployer, with its credentials"
    : `provisioner ${name} reaches the machine ${host ?? "of its connection"} from that of the deployer`;
