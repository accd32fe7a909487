// The shape that every dashboard here must have: Grafana's published types, made strict. What
// Grafana leaves open (options, field options and queries depend on the panel's type) is closed
// here with the type that Grafana publishes for that panel. InfluxDB's and Prometheus' queries are
// not among the published types; theirs are written by hand.
import {Dashboard, FieldConfig, Panel, RowPanel} from '@grafana/schema/dist/types/raw/dashboard/x/dashboard_types.gen';
import * as barchart from '@grafana/schema/dist/types/raw/composable/barchart/panelcfg/x/BarChartPanelCfg_types.gen';
import * as bargauge from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import * as statetimeline from '@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import * as text from '@grafana/schema/dist/types/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen';
import * as timeseries from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

// the panels' types all have the same names, so they are taken member by member
type Flat<T> = {[Key in keyof T]: T[Key]};

interface InfluxQuery {
  refId: string;
  datasource: {type: 'influxdb'; uid: string};
  query: string;
  rawQuery: true;
  resultFormat: 'time_series' | 'table';
  alias?: string;
  hide?: boolean;
}

interface PrometheusQuery {
  refId: string;
  datasource: {type: 'prometheus'; uid: string};
  expr: string;
  legendFormat?: string;
  instant?: boolean;
  range?: boolean;
  format?: 'time_series' | 'table';
}

interface Fields<Custom> {
  defaults: Omit<FieldConfig, 'custom'> & {custom?: Partial<Custom>};
  overrides: Array<{
    matcher: {id: 'byName' | 'byRegexp' | 'byType' | 'byFrameRefID'; options: string};
    properties: Array<{id: string; value: unknown}>;
  }>;
}

type Shown<Type extends string, Options, Custom> = Omit<
  Panel,
  'type' | 'options' | 'fieldConfig' | 'targets' | 'id' | 'gridPos' | 'title' | 'description'
> & {
  type: Type;
  id: number;
  gridPos: {h: number; w: number; x: number; y: number};
  title: string;
  description: string;
  options: Options;
  fieldConfig: Fields<Custom>;
  targets: InfluxQuery[] | PrometheusQuery[];
};

// Grafana publishes no type of this panel; written by hand after its source, public/app/plugins/panel/alertlist/types.ts
interface AlertListOptions {
  viewMode: 'list' | 'stat';
  groupMode: 'default' | 'custom';
  groupBy: string[];
  maxItems: number;
  sortOrder: 1 | 2 | 3 | 4 | 5;
  dashboardAlerts: boolean;
  alertName: string;
  alertInstanceLabelFilter: string;
  stateFilter: {firing: boolean; pending: boolean; noData: boolean; normal: boolean; error: boolean};
}

type Firing = Omit<Panel, 'type' | 'options' | 'targets' | 'fieldConfig'> & {
  type: 'alertlist';
  options: AlertListOptions;
  fieldConfig: {defaults: {}; overrides: []};
};

type Explained = Omit<Panel, 'type' | 'options' | 'targets' | 'fieldConfig'> & {
  type: 'text';
  options: Flat<text.Options>;
  fieldConfig: {defaults: {}; overrides: []};
};

type AnyPanel =
  | Shown<'barchart', Flat<barchart.Options>, Flat<barchart.FieldConfig>>
  | Shown<'bargauge', Flat<bargauge.Options>, {}>
  | Shown<'stat', Flat<stat.Options>, {}>
  | Shown<'state-timeline', Flat<statetimeline.Options>, Flat<statetimeline.FieldConfig>>
  | Shown<'table', Flat<table.Options>, Flat<table.FieldConfig>>
  | Shown<'timeseries', Flat<timeseries.Options>, Flat<timeseries.FieldConfig>>
  | Firing
  | Explained;

export type StrictDashboard = Omit<Dashboard, 'panels'> & {
  uid: string;
  title: string;
  description: string;
  panels: Array<AnyPanel | (Omit<RowPanel, 'panels'> & {panels: AnyPanel[]})>;
};
