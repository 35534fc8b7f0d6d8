import { type NavigationEntry, navigation } from "./navigation.ts";
import { useSession } from "./session.ts";

/** The entries that this user may open, in this organisation, in their order. */
export function useNavigation(): NavigationEntry[] {
  const { user, organisation } = useSession();
  return navigation
    .filter(
      ({ policy, isForDemonstrations = false }) =>
        (policy === undefined || user.policies.includes(policy)) &&
        (!isForDemonstrations || organisation.isDemonstration),
    )
    .toSorted((a, b) => a.order - b.order);
}
