import { type JsonObject, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";

/** Registers a node with its amounts, and reports it ready, as its kubelet does. */
export async function createNode(api: Api, node: JsonObject): Promise<void> {
  await api.send("POST", "/api/v1/nodes", node);
  const { status, body } = await api.patchStatus(node, {
    ...asObject(node["status"]),
    conditions: [
      {
        type: "Ready",
        status: "True",
        reason: "KubeletReady",
        message: "a stand-in",
        lastHeartbeatTime: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        lastTransitionTime: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      },
    ],
  });
  if (status >= 300) throw new Error(`node not ready: ${String(body["message"])}`);
}
