export { Brief, BriefScene, defineBrief } from './briefs/brief.ts'
