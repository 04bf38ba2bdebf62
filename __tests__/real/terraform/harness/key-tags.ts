import { type ApiAnswer, type ApiCall } from "./intercepted-api";
import { type IamRequest } from "./policy-evaluator";

type Tags = readonly { readonly TagKey: string; readonly TagValue: string }[];

/**
 * Tags of the keys that Terraform created, from the calls alone. KMS checks conditions on the tags of a key for calls on this key,
 * and CreateKey with tags needs `kms:TagResource`, with the tags of the request and without a key.
 */
export class KeyTags {
  private readonly tags = new Map<string, Tags>();

  constructor(private readonly account: string) {}

  /** The request of a call with the key and its tags, and the second request of CreateKey. */
  requestsOf(call: ApiCall, request: IamRequest): IamRequest[] {
    if (!call.signedFor.endsWith("/kms")) return [request];
    const { KeyId, Tags: given = [] } = JSON.parse(call.body) as { KeyId?: string; Tags?: Tags };
    if (call.operation === "CreateKey")
      return [
        request,
        {
          action: "kms:TagResource",
          context: { ...request.context, ...contextOf("aws:RequestTag", given) },
        },
      ];
    if (KeyId === undefined) return [request];
    const id = KeyId.replace(/^.*:key\//, "");
    return [
      {
        ...request,
        resource: `arn:aws:kms:${call.signedFor.split("/")[0] ?? ""}:${this.account}:key/${id}`,
        context: {
          ...request.context,
          ...contextOf("aws:ResourceTag", this.tags.get(id) ?? []),
          ...contextOf("aws:RequestTag", given),
        },
      },
    ];
  }

  /** Remembers the tags of a key that the call created. */
  note({ operation, signedFor, body }: ApiCall, answer: ApiAnswer): void {
    if (!signedFor.endsWith("/kms") || operation !== "CreateKey" || answer.status !== 200) return;
    const { KeyMetadata } = JSON.parse(answer.body.toString()) as { KeyMetadata: { KeyId: string } };
    this.tags.set(KeyMetadata.KeyId, (JSON.parse(body) as { Tags?: Tags }).Tags ?? []);
  }
}

const contextOf = (prefix: string, tags: Tags): Record<string, string> =>
  Object.fromEntries(tags.map(({ TagKey, TagValue }) => [`${prefix}/${TagKey}`, TagValue]));
