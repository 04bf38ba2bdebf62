import { type Texts } from "./values";

export type Webhook = {
  readonly clientConfig?: { readonly service?: { readonly name?: string; readonly namespace?: string } };
  readonly failurePolicy?: string;
  readonly name?: string;
  readonly rules?: readonly WebhookRule[];
};

export type WebhookRule = {
  readonly apiGroups?: Texts;
  readonly operations?: Texts;
  readonly resources?: Texts;
};
