import { type IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { createSecureContext } from "node:tls";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";

/** Name of the field manager of everything that Terraform applies. */
export const MANAGER = "Terraform";

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  /** Warnings of admission, such as those of Pod Security. */
  readonly warnings: readonly string[];
}

/** Place of a kind in the API. */
interface Kind {
  readonly path: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface ApiProps {
  readonly server: string;
  /** The server's certificate, which it made itself. */
  readonly certificate: string;
  readonly token: string;
  /** Connections at the same time. Each watch needs one. @default 20 */
  readonly connections?: number;
}

/**
 * A client of the API server that sends and returns plain JSON. A client with types would drop the fields that its types
 * lack, and the server could not refuse them.
 */
export class Api {
  private readonly agent: Agent;
  private readonly kinds = new Map<string, Kind>();

  constructor(private readonly props: ApiProps) {
    // One context for all connections: to read the certificate again for each takes longer than most calls.
    const secureContext = createSecureContext({ ca: props.certificate });
    this.agent = new Agent({ secureContext, keepAlive: true, maxSockets: props.connections ?? 20 });
  }

  /** Closes idle connections. */
  close(): void {
    this.agent.destroy();
  }

  /** Sends a request again while the server prepares a new kind, as other clients do. */
  async call(method: string, path: string, body?: unknown, type = "application/json"): Promise<Answer> {
    for (;;) {
      const answer = await this.callOnce(method, path, body, type);
      if (answer.status !== 429 || !String(answer.body["message"]).includes("(re)initializing"))
        return answer;
      await wait(100);
    }
  }

  private async callOnce(method: string, path: string, body: unknown, type: string): Promise<Answer> {
    const answer = await this.open(method, path, body, type);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const isJson = /json/.test(answer.headers["content-type"] ?? "");
    return {
      status: answer.statusCode ?? 0,
      body: isJson ? (JSON.parse(text) as JsonObject) : { message: text },
      warnings: [...String(answer.headers["warning"] ?? "").matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(
        ([, warning = ""]) => warning,
      ),
    };
  }

  /** Calls, and makes any other status than success an error with the server's message. */
  async send(method: string, path: string, body?: unknown, type?: string): Promise<JsonObject> {
    const answer = await this.call(method, path, body, type);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${String(answer.body["message"])}`);
  }

  async list(path: string): Promise<JsonObject[]> {
    return asArray((await this.send("GET", path))["items"]).map(asObject);
  }

  /** Server-side apply with strict validation: an unknown or duplicate field is refused. */
  async apply(object: JsonObject): Promise<Answer> {
    const query = `fieldManager=${MANAGER}&fieldValidation=Strict`;
    return this.call(
      "PATCH",
      `${await this.pathOf(object)}?${query}`,
      object,
      "application/apply-patch+yaml",
    );
  }

  /** Changes parts of an object's status. */
  async patchStatus(object: JsonObject, status: JsonObject): Promise<Answer> {
    const path = `${await this.pathOf(object)}/status`;
    return this.call("PATCH", path, { status }, "application/merge-patch+json");
  }

  /** Path of an object. */
  async pathOf(object: JsonObject): Promise<string> {
    const { name, namespace } = asObject(object["metadata"]);
    const kind = await this.kindOf(String(object["apiVersion"]), String(object["kind"]));
    const place = kind.namespaced ? `/namespaces/${String(namespace ?? "default")}` : "";
    return `${kind.path}${place}/${kind.plural}/${String(name)}`;
  }

  /** Whether the API server has a kind. */
  async has(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.foundKind(apiVersion, kind)) !== undefined;
  }

  private async kindOf(apiVersion: string, kind: string): Promise<Kind> {
    const found = await this.foundKind(apiVersion, kind);
    if (!found) throw new Error(`the API server has no kind ${apiVersion} ${kind}`);
    return found;
  }

  private async foundKind(apiVersion: string, kind: string): Promise<Kind | undefined> {
    const key = `${apiVersion} ${kind}`;
    const known = this.kinds.get(key);
    if (known) return known;
    const path = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { body } = await this.call("GET", path);
    for (const item of asArray(body["resources"]).map(asObject)) {
      const plural = String(item["name"]);
      if (plural.includes("/")) continue;
      const found = { path, plural, namespaced: item["namespaced"] === true };
      this.kinds.set(`${apiVersion} ${String(item["kind"])}`, found);
    }
    return this.kinds.get(key);
  }

  /** The answer before its body is read, as a watch needs. */
  open(method: string, path: string, body?: unknown, type = "application/json"): Promise<IncomingMessage> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = request(`${this.props.server}${path}`, {
        method,
        agent: this.agent,
        headers: {
          authorization: `Bearer ${this.props.token}`,
          accept: "application/json",
          ...(text === undefined ? {} : { "content-type": type, "content-length": Buffer.byteLength(text) }),
        },
      });
      call.on("error", reject).on("response", resolve).end(text);
    });
  }
}
