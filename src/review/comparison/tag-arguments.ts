/** Arguments that hold nothing but tags. */
const OF_TAGS = /^(tags|tags_all|tag_specifications|default_tags)(\.|$)/;

export const isOfTags = ({ argument }: { readonly argument: string }): boolean => OF_TAGS.test(argument);
