import { ActionIcon, Container, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBoundary } from "../../ui/error-boundary.tsx";
import { TimeZone } from "../../ui/time-zone.ts";
import { banners } from "../banners.ts";
import { useSession } from "../session.ts";
import styles from "./app-shell.module.css";
import { Brand } from "./brand.tsx";
import { Navigation } from "./navigation-list.tsx";
import { useUserLanguage } from "./use-user-language.ts";
import { UserMenu } from "./user-menu.tsx";

/** The frame of every staff screen: navigation beside it on a wide screen, in a drawer on a narrow one. */
export function AppShell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { organisation } = useSession();
  useUserLanguage();
  return (
    <TimeZone value={organisation.timeZone}>
      <div className={styles.frame}>
        <a href="#main" className={styles.skipLink}>
          {t("skipToContent")}
        </a>
        <aside className={styles.sidebar}>
          <div className={styles.sidebarBrand}>
            <Brand />
          </div>
          <Navigation />
          <UserMenu />
        </aside>
        <TopBar pathname={pathname} />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Container size="xl" px={{ base: "md", sm: "xl" }} py={{ base: "lg", sm: 36 }}>
            {banners.map(({ name, component: Component }) => (
              <ErrorBoundary key={name} fallback={null}>
                <Component />
              </ErrorBoundary>
            ))}
            <ErrorBoundary key={pathname}>
              <Outlet />
            </ErrorBoundary>
          </Container>
        </main>
      </div>
    </TimeZone>
  );
}

function TopBar({ pathname }: { pathname: string }) {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the page changes
  useEffect(close, [pathname]);
  return (
    <section className={styles.topBar} aria-label={t("appName")}>
      <ActionIcon variant="subtle" color="gray" size={44} onClick={open} aria-label={t("navigation.open")}>
        <IconMenu2 size={24} aria-hidden />
      </ActionIcon>
      <Brand />
      <Drawer
        opened={isOpen}
        onClose={close}
        title={t("navigation.title")}
        closeButtonProps={{ "aria-label": t("close"), size: "lg" }}
        size={304}
        classNames={{ body: styles.drawerBody, content: styles.drawer ?? "" }}
      >
        <Navigation />
        <UserMenu />
      </Drawer>
    </section>
  );
}
