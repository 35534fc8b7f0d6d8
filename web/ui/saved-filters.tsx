import { ActionIcon, Button, Group, Menu, Popover, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBookmark, IconChevronDown, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filters } from "./filters.ts";

export interface SavedFilter {
  id: string;
  name: string;
  filters: Filters;
}

/** Where saved filters live: the feature gives its API calls. */
export interface SavedFilterStore {
  items: readonly SavedFilter[];
  save: (name: string, filters: Filters) => Promise<unknown>;
  remove: (id: string) => Promise<unknown>;
}

interface Props {
  store: SavedFilterStore;
  current: Filters;
  onApply: (filters: Filters) => void;
}

/** Names a set of filters, and brings it back. */
export function SavedFilters({ store, current, onApply }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      {store.items.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t("common:savedFilters.title")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {store.items.map(({ id, name, filters }) => (
              <Group key={id} gap={4} wrap="nowrap">
                <Menu.Item flex={1} onClick={() => onApply(filters)} translate="no">
                  {name}
                </Menu.Item>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("common:savedFilters.remove", { name })}
                  onClick={() => void store.remove(id)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </Group>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <SaveFilter onSave={(name) => store.save(name, current)} isDisabled={Object.keys(current).length === 0} />
    </Group>
  );
}

function SaveFilter({ onSave, isDisabled }: { onSave: (name: string) => Promise<unknown>; isDisabled: boolean }) {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [name, setName] = useState("");
  return (
    <Popover opened={isOpen} onChange={close} trapFocus position="bottom-start" shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          disabled={isDisabled}
          leftSection={<IconBookmark size={18} aria-hidden />}
          onClick={toggle}
        >
          {t("common:savedFilters.save")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void onSave(name.trim()).then(close);
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={t("common:savedFilters.name")}
              translate="no"
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" size="sm">
              {t("common:save")}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
