import type { components } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';

export type EventType = NonNullable<components['schemas']['CreateWebhookEndpointDto']['eventTypes']>[number];

type Group = keyof typeof texts.webhooks.eventGroups;

/** The catalogue has a word for each type that the service knows; the compiler counts them. */
const labels: Record<EventType, string> = texts.webhooks.events;

/** Types to choose among. A test goes to the endpoint that is tested, whatever it chose. */
export const eventGroups: { group: Group; types: EventType[] }[] = groupsOf(
  Object.keys(labels) as EventType[],
);

/** `Posts: Published`; a type that this console does not know by its own name. */
export function eventLabel(type: string): string {
  const label = (labels as Record<string, string>)[type];
  const group = groupOf(type);
  if (label === undefined) return type;
  return group ? `${texts.webhooks.eventGroups[group]}: ${label}` : label;
}

/** Without its group, where the group stands above it. */
export function shortEventLabel(type: EventType): string {
  return labels[type];
}

function groupsOf(types: EventType[]) {
  const groups = Object.keys(texts.webhooks.eventGroups) as Group[];
  return groups.map((group) => ({ group, types: types.filter((type) => groupOf(type) === group) }));
}

function groupOf(type: string): Group | undefined {
  const groups = Object.keys(texts.webhooks.eventGroups) as Group[];
  return groups.find((group) => type.startsWith(`${group}.`));
}
