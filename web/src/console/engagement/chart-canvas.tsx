import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { shownNumber } from '../../shared/formats.ts';
import { viewer } from '../posts/viewer.ts';

Chart.register(BarController, BarElement, LineController, LineElement, PointElement);
Chart.register(CategoryScale, LinearScale, Tooltip);

export interface ChartContent {
  kind: 'bar' | 'line';
  /** What is in the picture, for those who do not see it. */
  label: string;
  /** Of the points along the bottom. */
  names: string[];
  series: ChartSeries[];
}

export interface ChartSeries {
  name: string;
  /** A custom property of the theme, for example `--accent`. */
  colour: string;
  values: (number | null)[];
}

export default function ChartCanvas(content: ChartContent) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useShownTheme();
  const drawn = JSON.stringify(content);
  useEffect(() => {
    if (!canvas.current) return;
    const chart = new Chart(
      canvas.current,
      configurationOf(JSON.parse(drawn) as ChartContent, canvas.current),
    );
    return () => chart.destroy();
  }, [drawn, theme]);
  return <canvas ref={canvas} role="img" aria-label={content.label} />;
}

function configurationOf({ kind, names, series }: ChartContent, place: HTMLElement): ChartConfiguration {
  const colour = (property: string) => colourOf(property, place);
  const ticks = { color: colour('--ink-soft'), maxRotation: 0, autoSkipPadding: 16 };
  return {
    type: kind,
    data: {
      labels: names,
      datasets: series.map(({ name, values, ...one }) => ({
        label: name,
        data: values,
        backgroundColor: colour(one.colour),
        borderColor: colour(one.colour),
        borderWidth: kind === 'line' ? 2 : 0,
        pointRadius: names.length > 40 ? 0 : 3,
        borderRadius: 3,
        maxBarThickness: 28,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { stacked: kind === 'bar', ticks, grid: { display: false }, border: { color: colour('--line') } },
        y: {
          stacked: kind === 'bar',
          beginAtZero: true,
          ticks: { ...ticks, precision: 0, callback: (value) => shownNumber(Number(value), viewer) },
          grid: { color: colour('--line') },
          border: { display: false },
        },
      },
      plugins: {
        tooltip: {
          backgroundColor: colour('--ink'),
          titleColor: colour('--surface'),
          bodyColor: colour('--surface'),
        },
      },
    },
  };
}

/**
 * A canvas knows no custom properties, and a custom property no `light-dark()`: an element's colour is both resolved. A new
 * element, because one that is there may take its time for another colour.
 */
function colourOf(property: string, place: HTMLElement): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  place.after(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Light or dark: from the device, or as chosen in the account menu. */
function useShownTheme(): string {
  return useSyncExternalStore(onThemeChange, shownTheme);
}

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function shownTheme(): string {
  return document.documentElement.dataset['theme'] ?? (prefersDark.matches ? 'dark' : 'light');
}

function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  prefersDark.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    prefersDark.removeEventListener('change', listener);
  };
}
