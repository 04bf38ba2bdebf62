import { type LabelSelector } from "./metadata";
import { type Texts } from "./values";

export interface Webhook {
  readonly clientConfig?: {
    readonly service?: { readonly name?: string; readonly namespace?: string };
    readonly url?: string;
  };
  readonly failurePolicy?: string;
  readonly name?: string;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly rules?: readonly WebhookRule[];
}

export interface WebhookRule {
  readonly apiGroups?: Texts;
  readonly operations?: Texts;
  readonly resources?: Texts;
}
