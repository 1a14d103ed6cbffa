/** An article in the form of TextExtracts, written for the tests. */
export const LIGHTHOUSE = `A lighthouse is a tower with a strong light at its top that guides ships at sea. Lighthouses mark dangerous coasts, reefs and the entrances of harbours. They were once kept by people who lived beside them.

== History ==
Open fires on hills were the first lights that guided ships. Builders later put the fires on towers, so that sailors could see them from farther away. The tower of Alexandria stood for more than a thousand years. Many harbours of the Roman Empire had towers with fires of their own.

== Light ==
Candles, oil lamps and gas burners gave the light before electricity came to the coast. A lens gathers the light of a small lamp into a strong beam. The Fresnel lens made lights visible at twice the distance. Each lighthouse flashes in a rhythm of its own, so that a captain can tell one from another.

== Towers ==
Most towers are round, because wind and waves find no flat wall to push against. Engineers cut the stones so that each one locks into its neighbours. Painted stripes help sailors to recognise a tower by day. A steel tower on screw piles can stand in sand and mud.

== Keepers ==
Keepers trimmed the wicks, wound the clockwork and cleaned the windows every night. Families often lived in a small house at the foot of the tower. Electric lamps and automatic controls replaced the keepers during the twentieth century.

== Today ==
Satellite navigation has made many lighthouses unnecessary for large ships. Small boats and fishing crews still rely on the lights near the shore. Volunteers look after old towers and open them to visitors.

== References ==
Some book, 1999.
`
