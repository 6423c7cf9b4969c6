import java.util.List;
import java.util.Objects;

/** Says what records and switches do, as compiled and as packed: both must say the same. */
final class Sample {
    record Nothing() {}

    record All(
            boolean z, byte b, char c, short s, int i, long j, float f, double d, String r, int[] a) {}

    record Pair<A, B>(A first, B second) {}

    sealed interface Shape {
        int[] SHARED = {1};

        /** In an interface, whose private methods are called another way. */
        static String name(Object shape) {
            return switch (shape) {
                case Circle c -> "circle";
                case Square s -> "square";
                default -> "none";
            };
        }
    }

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    enum Colour {
        RED,
        BLUE
    }

    static String kind(Object o) {
        return switch (o) {
            case null -> "null";
            case Circle(int radius) when radius > 9 -> "big circle";
            case Circle c -> "circle " + c.radius();
            case Pair<?, ?>(Circle c, Square s) -> "round and square";
            case Pair<?, ?> p -> "pair";
            case Colour colour when colour == Colour.RED -> "red";
            case String s when s.isEmpty() -> "empty";
            case CharSequence s -> "text";
            case Integer i when i > 5 -> "more than five";
            case Number n -> "number";
            default -> "other";
        };
    }

    private static All all(int[] array, float f, double d, String r) {
        return new All(true, (byte) -1, 'x', (short) 7, 42, 1L << 40, f, d, r, array);
    }

    public static void main(String[] args) {
        int[] array = Shape.SHARED;
        List<Object> values =
                List.of(
                        new Nothing(), new Nothing(), new Circle(3), new Circle(10), new Square(3),
                        all(array, 0f, 0.0, "r"), all(array, 0f, 0.0, "r"), all(array, -0f, 0.0, "r"),
                        all(array, 0f, -0.0, null), all(array, Float.NaN, Double.NaN, null),
                        all(array, Float.NaN, Double.NaN, null),
                        new Pair<>(new Circle(1), new Square(2)), new Pair<>(null, "x"),
                        new Pair<>(null, "x"), Colour.RED, Colour.BLUE, "", "text", 5, 6, 7.5, 'c');
        for (Object a : values) {
            int hash = a instanceof All || a instanceof Colour ? 0 : a.hashCode();
            System.out.println(a.getClass() + " " + hash + " " + kind(a) + " " + Shape.name(a));
            values.forEach(b -> System.out.print(a.equals(b) ? 1 : 0));
            System.out.println(a.hashCode() == values.get(5).hashCode());
        }
        System.out.println(kind(null) + new Circle(1).equals(null) + Objects.hash(new Square(9)));
    }
}
